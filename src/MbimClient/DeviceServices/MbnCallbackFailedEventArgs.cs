namespace MbimClient.DeviceServices;

/// <summary>A callback of the user threw, or was cut off because it took too long; or an event could not be read.</summary>
/// <param name="callback">Which callback, for people.</param>
/// <param name="exception">What it threw.</param>
public sealed class MbnCallbackFailedEventArgs(string callback, Exception exception) : EventArgs
{
    /// <summary>Which callback, for people.</summary>
    public string Callback { get; } = callback;

    /// <summary>What it threw.</summary>
    public Exception Exception { get; } = exception;
}
