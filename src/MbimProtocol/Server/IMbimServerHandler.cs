using System.Buffers;
using MbimProtocol.Messages;

namespace MbimProtocol.Server;

/// <summary>
/// Who owns an <see cref="MbimServer"/>. The calls come from inside the server's own methods; answers and notifications may be sent from them,
/// but Receive and Tick may not be called. All bytes and messages are valid during the call.
/// </summary>
public interface IMbimServerHandler
{
    /// <summary>Sends one transfer to the host, after those before it: a whole message, or a fragment of one.</summary>
    void Send(ReadOnlySpan<byte> transfer);

    /// <summary>
    /// The same for a transfer that the server does not need any longer, which is how it sends all that it writes itself: a handler that keeps transfers
    /// takes the memory over instead of copying it.
    /// </summary>
    /// <param name="rented">An array of <see cref="ArrayPool{T}.Shared"/>, which the handler gives back.</param>
    /// <param name="length">How many bytes of it are the transfer.</param>
    void SendRented(byte[] rented, int length)
    {
        Send(rented.AsSpan(0, length));
        ArrayPool<byte>.Shared.Return(rented);
    }

    /// <summary>
    /// A command came. It is answered once, now or later. The transaction is the way to do so, or <see langword="default"/> where the server's options
    /// say that commands are not remembered.
    /// </summary>
    void Command(Transaction transaction, in MbimMessage command);

    /// <summary>A whole message came, and is about to be handled.</summary>
    /// <param name="bytes">The bytes of the transfer.</param>
    /// <param name="message">The message; <see langword="default"/> when the bytes are none: they are refused next.</param>
    /// <returns>
    /// Whether it is handled now. Whoever keeps it may have it handled later by <see cref="MbimServer.TakeMessage"/>, as it was or changed.
    /// </returns>
    bool Received(ReadOnlySpan<byte> bytes, in MbimMessage message) => true;

    /// <summary>A whole message is about to be sent.</summary>
    /// <returns>
    /// Whether it is sent now. Whoever keeps it may send it later by <see cref="MbimServer.SendTransfers"/>, as it was or changed.
    /// </returns>
    bool Sending(in MbimMessage message) => true;

    /// <summary>The host opens the session.</summary>
    /// <returns>What to answer it; null to answer it later, by <see cref="MbimServer.CompleteOpen"/>.</returns>
    MbimStatus? Opening() => MbimStatus.Success;

    /// <summary>
    /// The session, or the wait for it, is over: by CLOSE, by another OPEN or by <see cref="MbimServer.EndSession"/>. CLOSE_DONE has not been sent yet.
    /// </summary>
    void Closed()
    {
    }

    /// <summary>The host has sent a HOST_ERROR. A CANCEL has been heeded already.</summary>
    void HostError(uint transactionId, MbimProtocolError error)
    {
    }

    /// <summary>Something of the host is refused: the FUNCTION_ERROR follows.</summary>
    /// <param name="bytes">The transfer, or the message, that is refused; empty when it is refused for what it asks, or was never there as a whole.</param>
    /// <param name="transactionId">The transaction id that the error names.</param>
    /// <param name="error">The error with which the transfer is refused.</param>
    void Refused(ReadOnlySpan<byte> bytes, uint transactionId, MbimProtocolError error)
    {
    }

    /// <summary>A message is ignored that no host should send; see <see cref="MbimServerOptions.IgnoresForeignMessages"/>.</summary>
    void Ignored(in MbimMessage message)
    {
    }
}
