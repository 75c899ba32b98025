namespace System.Threading;

/// <summary>.NET 9's lock for .NET 8: the compiler takes it for the real one.</summary>
internal sealed class Lock
{
    private readonly object _monitor = new();

    /// <summary>Takes the lock; disposing of the scope gives it back.</summary>
    public Scope EnterScope()
    {
        Monitor.Enter(_monitor);
        return new Scope(_monitor);
    }

    /// <summary>As long as the lock is held.</summary>
    public readonly ref struct Scope(object monitor)
    {
        /// <summary>Gives the lock back.</summary>
        public void Dispose() => Monitor.Exit(monitor);
    }
}
