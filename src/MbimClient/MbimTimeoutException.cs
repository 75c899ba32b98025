using System.Globalization;

namespace MbimClient;

/// <summary>No answer came in time. A command was cancelled at the function and may have taken effect.</summary>
public sealed class MbimTimeoutException : MbimException
{
    internal MbimTimeoutException(string request, TimeSpan timeout)
        : base(string.Create(CultureInfo.InvariantCulture, $"{request} was not answered within {timeout.TotalSeconds:0.###} s. Use a longer timeout, or check whether the modem is still running.")) =>
        Timeout = timeout;

    /// <summary>How long it was waited.</summary>
    public TimeSpan Timeout { get; }
}
