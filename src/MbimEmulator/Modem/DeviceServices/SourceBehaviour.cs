using MbimEmulator.Profiles;
using MbimProtocol.Messages;
using MbimProtocol.Server;

namespace MbimEmulator.Modem.DeviceServices;

/// <summary>Sends data on each of its sessions, by rate or by a script. Commands are answered with an empty buffer.</summary>
internal sealed class SourceBehaviour(DeviceServiceContext context) : IDeviceServiceBehaviour
{
    private readonly SourceProfile _profile = context.Service.Behaviour as SourceProfile ?? new SourceProfile();
    private readonly SourceSession?[] _sessions = new SourceSession?[byte.MaxValue + 1];

    public void OnCommand(Transaction transaction, uint cid, MbimCommandType commandType, ReadOnlySpan<byte> informationBuffer) =>
        transaction.Complete();

    public void OnSessionOpened(byte sessionId)
    {
        var session = new SourceSession(sessionId, _profile, context);
        _sessions[sessionId] = session;
        session.Start();
    }

    public void OnSessionClosed(byte sessionId)
    {
        _sessions[sessionId]?.Stop();
        _sessions[sessionId] = null;
    }
}
