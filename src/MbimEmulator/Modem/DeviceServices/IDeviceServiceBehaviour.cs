using MbimEmulator.Modem.Core;
using MbimProtocol.Messages;
using MbimProtocol.Server;

namespace MbimEmulator.Modem.DeviceServices;

/// <summary>
/// What a device service of a modem does. Built in are echo, sink, source, modem-log and scripted; <c>ModemGroupOptions.Behaviours</c>
/// adds a user's own. There is one for each service of each modem. It is called inside the mailbox and must not block; what it throws is
/// logged as a bug in it, and everything else goes on.
/// </summary>
/// <example>
/// <code>
/// public sealed class Thermometer(DeviceServiceContext context) : IDeviceServiceBehaviour
/// {
///     public void OnCommand(Transaction transaction, uint cid, MbimCommandType commandType, ReadOnlySpan&lt;byte> informationBuffer) =>
///         transaction.Complete([20]);
///
///     public void OnSessionOpened(byte sessionId) => context.Send(sessionId, [20]);
/// }
/// </code>
/// </example>
public interface IDeviceServiceBehaviour
{
    /// <summary>A COMMAND for one of the CIDs that the profile lists; any other is answered NO_DEVICE_SUPPORT without asking.</summary>
    /// <param name="transaction">To be answered once, now or later. If this call throws before it answered, the answer is FAILURE.</param>
    /// <param name="cid">The CID.</param>
    /// <param name="commandType">Query or set.</param>
    /// <param name="informationBuffer">The bytes that came, there only during the call.</param>
    void OnCommand(Transaction transaction, uint cid, MbimCommandType commandType, ReadOnlySpan<byte> informationBuffer);

    /// <summary>The host opened a DSS session; its answer has been sent.</summary>
    void OnSessionOpened(byte sessionId)
    {
    }

    /// <summary>A session is over: the host closed it, the function closed, or power went. Nothing can be sent on it any more.</summary>
    void OnSessionClosed(byte sessionId)
    {
    }

    /// <summary>The host wrote to an open session; asked only of services that can be written to.</summary>
    /// <param name="sessionId">The session.</param>
    /// <param name="datagram">What came, possibly nothing, there only during the call.</param>
    void OnDatagram(byte sessionId, ReadOnlySpan<byte> datagram)
    {
    }

    /// <summary>The modem started again. Timers of the behaviour run on; it cancels what must not survive.</summary>
    void OnReset(ModemReset reset)
    {
    }
}
