using MbimProtocol.Messages;

namespace MbimProtocol.Host;

/// <summary>
/// Who owns a <see cref="MbimHost{TState}"/>. The calls come from inside the host's own methods; new commands may be started from them, but
/// Receive and Tick may not be called.
/// </summary>
/// <typeparam name="TState">What the owner attaches to a request.</typeparam>
public interface IMbimHostHandler<TState>
{
    /// <summary>Sends one transfer to the function, after those before it. The bytes are valid during the call.</summary>
    void Send(ReadOnlySpan<byte> transfer);

    /// <summary>A request ended.</summary>
    void Completed(in HostCompletion completion, TState state);

    /// <summary>A notification came. The message is valid during the call.</summary>
    void Indicated(in MbimMessage indication);
}
