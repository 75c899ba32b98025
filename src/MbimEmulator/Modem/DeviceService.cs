using MbimEmulator.DeviceServices;
using MbimEmulator.Function;
using MbimProtocol.Messages;
using Microsoft.Extensions.Logging;

namespace MbimEmulator.Modem;

/// <summary>A device service of the profile with its behaviour, whose exceptions end here.</summary>
internal sealed partial class DeviceService
{
    private readonly DeviceServiceSessions _sessions;
    private readonly ILogger _logger;
    private DeviceServiceTraffic _traffic;

    public DeviceService(
        DeviceServiceProfile profile,
        ModemRuntime runtime,
        RandomStream random,
        DeviceServiceSessions sessions,
        Func<DeviceServiceContext, IDeviceServiceBehaviour> make,
        ILogger logger)
    {
        Profile = profile;
        _sessions = sessions;
        _logger = logger;
        Behaviour = make(new DeviceServiceContext(this, runtime, random));
    }

    public DeviceServiceProfile Profile { get; }

    public IDeviceServiceBehaviour Behaviour { get; }

    public bool HasStreams => Profile.HostToDevice || Profile.DeviceToHost;

    public DeviceServiceTraffic Traffic => _traffic;

    public void Command(Transaction transaction, uint cid, MbimCommandType commandType, ReadOnlySpan<byte> informationBuffer)
    {
        _traffic = _traffic with { Commands = _traffic.Commands + 1 };
        try
        {
            Behaviour.OnCommand(transaction, cid, commandType, informationBuffer);
        }
        catch (Exception bug)
        {
            Bug(_logger, bug, Profile.Name);
            transaction.Fail(MbimStatus.Failure);
        }
    }

    public void Opened(byte sessionId) => Guard(() => Behaviour.OnSessionOpened(sessionId));

    public void Closed(byte sessionId) => Guard(() => Behaviour.OnSessionClosed(sessionId));

    public void Reset(ModemReset reset) => Guard(() => Behaviour.OnReset(reset));

    public void Receive(byte sessionId, ReadOnlySpan<byte> datagram)
    {
        _traffic = _traffic with
        {
            DatagramsReceived = _traffic.DatagramsReceived + 1,
            BytesReceived = _traffic.BytesReceived + datagram.Length,
        };
        try
        {
            Behaviour.OnDatagram(sessionId, datagram);
        }
        catch (Exception bug)
        {
            Bug(_logger, bug, Profile.Name);
        }
    }

    public bool Send(byte sessionId, ReadOnlySpan<byte> datagram)
    {
        var isSent = _sessions.Send(this, sessionId, datagram);
        if (isSent)
        {
            _traffic = _traffic with { DatagramsSent = _traffic.DatagramsSent + 1, BytesSent = _traffic.BytesSent + datagram.Length };
        }

        return isSent;
    }

    public void Guard(Action action)
    {
        try
        {
            action();
        }
        catch (Exception bug)
        {
            Bug(_logger, bug, Profile.Name);
        }
    }

    [LoggerMessage(1, LogLevel.Error, "Bug in the behaviour of device service {Service}")]
    private static partial void Bug(ILogger logger, Exception exception, string service);
}
