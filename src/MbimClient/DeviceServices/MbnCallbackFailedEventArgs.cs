namespace MbimClient.DeviceServices;

/// <summary>A callback of the user threw, or was cut off because it took too long; or an event could not be read.</summary>
/// <param name="callback">A description of the callback.</param>
/// <param name="exception">The exception thrown by the callback.</param>
public sealed class MbnCallbackFailedEventArgs(string callback, Exception exception) : EventArgs
{
    /// <summary>Which callback, for people.</summary>
    public string Callback { get; } = callback;

    /// <summary>What it threw.</summary>
    public Exception Exception { get; } = exception;
}
