using System.Diagnostics.CodeAnalysis;
using MbimProtocol.Services.MobileBroadbandCalls;

namespace MbimClient.DeviceServices;

/// <summary>A call to the Mobile Broadband service, or the operation that it began, failed.</summary>
/// <example>
/// <code>
/// try
/// {
///     await using var session = await service.OpenDataSessionAsync();
/// }
/// catch (MbnException e) when (e.Error == HResult.TooManySessions)
/// {
///     Console.WriteLine($"{e.Symbol}: {e.Advice}");
/// }
/// </code>
/// </example>
[SuppressMessage("Design", "CA1032:Implement standard exception constructors", Justification = "An MbnException always has an HRESULT.")]
public sealed class MbnException : Exception
{
    internal MbnException(string method, HResult error, Exception? innerException = null)
        : base($"{method} failed with {HResults.SymbolOf(error)} (0x{(uint)error:X8}): {MbnAdvice.On(error)}", innerException)
    {
        Method = method;
        Error = error;
        HResult = unchecked((int)error);
    }

    /// <summary>The method of mbnapi that failed, or whose completion says so.</summary>
    public string Method { get; }

    /// <summary>The HRESULT; as a number it is in HResult.</summary>
    public HResult Error { get; }

    /// <summary>The HRESULT's symbolic name, such as ERROR_TOO_MANY_SESS; the number when it has none here.</summary>
    public string Symbol => HResults.SymbolOf(Error);

    /// <summary>What can be done.</summary>
    public string Advice => MbnAdvice.On(Error);

    /// <summary>Whether the call was accepted, and it is the operation that failed; false when the call was refused, or the connection lost.</summary>
    public bool WasAccepted { get; internal init; }

    /// <summary>The same failure at another method: an exception belongs to whom it is thrown at.</summary>
    internal MbnException At(string method) => new(method, Error, InnerException);
}
