namespace MbimEmulator.Card;

/// <summary>What a terminal asks its card, command by command; the answers are found in the <see cref="CardDialogue"/> that runs it.</summary>
internal abstract class CardScript
{
    /// <summary>The next command, by what was answered so far; empty at the end. It is read before the next call.</summary>
    public abstract ReadOnlySpan<byte> Next();

    /// <summary>Called at the end, also when the card was mute to the last command.</summary>
    public abstract void End();

    /// <summary>Called instead when the card is taken out, or reset.</summary>
    public abstract void Stop();

    /// <summary>A script that is written down as an iterator, which yields the commands.</summary>
    /// <param name="commands">The commands.</param>
    /// <param name="ended">Called at the end.</param>
    /// <param name="stopped">Called instead when the card is taken out, or reset.</param>
    public static CardScript Of(IEnumerable<byte[]> commands, Action ended, Action? stopped = null) => new Iterator(commands, ended, stopped);

    private sealed class Iterator(IEnumerable<byte[]> commands, Action ended, Action? stopped) : CardScript
    {
        private readonly IEnumerator<byte[]> _commands = commands.GetEnumerator();

        public override ReadOnlySpan<byte> Next() => _commands.MoveNext() ? _commands.Current : [];

        public override void End() => ended();

        public override void Stop() => stopped?.Invoke();
    }
}
