namespace MbimClient;

/// <summary>The device is closed, or the connection to it was lost. Open a new device.</summary>
public sealed class MbimDisconnectedException : MbimException
{
    internal MbimDisconnectedException(string request, string reason, Exception? innerException)
        : base($"{request} cannot continue: {reason}. Open a new device.", innerException) => Reason = reason;

    /// <summary>The first reason why the connection ended.</summary>
    public string Reason { get; }
}
