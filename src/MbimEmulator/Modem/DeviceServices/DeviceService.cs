using MbimEmulator.Function;
using MbimEmulator.Modem.Core;
using MbimEmulator.Profiles;
using MbimEmulator.Time;
using MbimProtocol.Messages;
using MbimProtocol.Server;
using MbimProtocol.Services;
using Microsoft.Extensions.Logging;

namespace MbimEmulator.Modem.DeviceServices;

/// <summary>A device service of the profile with its behaviour, whose exceptions end here.</summary>
internal sealed partial class DeviceService
{
    private readonly DeviceServiceSessions _sessions;
    private readonly ILogger _logger;
    private readonly Dictionary<(uint Cid, MbimCommandType Type), CommandHandler> _builtIn = [];
    private DeviceServiceTraffic _traffic;

    public DeviceService(
        DeviceServiceProfile profile,
        ModuleContext modem,
        RandomStream random,
        DeviceServiceSessions sessions,
        Func<DeviceServiceContext, IDeviceServiceBehaviour> make,
        ILogger logger)
    {
        Profile = profile;
        _sessions = sessions;
        _logger = logger;
        Behaviour = make(new DeviceServiceContext(this, modem, random));
    }

    public DeviceServiceProfile Profile { get; }

    public IDeviceServiceBehaviour Behaviour { get; }

    /// <summary>What answered its CIDs before it: a built-in service of the same UUID.</summary>
    public void StandBefore(uint cid, MbimCommandType commandType, CommandHandler builtIn)
    {
        if (_builtIn.Count == 0)
        {
            Shadows(_logger, Profile.Name, MbimServices.NameOf(Profile.Id) ?? $"{Profile.Id}", string.Join(", ", Profile.Cids.Select(own => MbimServices.NameOf(Profile.Id, own) ?? $"{own}")));
        }

        _builtIn[(cid, commandType)] = builtIn;
    }

    public CommandHandler? FindBuiltIn(uint cid, MbimCommandType commandType) => _builtIn.GetValueOrDefault((cid, commandType));

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

    [LoggerMessage(2, LogLevel.Warning, "Device service {Service} of the profile takes precedence over the built-in {BuiltIn}: its script answers {Cids}")]
    private static partial void Shadows(ILogger logger, string service, string builtIn, string cids);

    [LoggerMessage(1, LogLevel.Error, "Bug in the behaviour of device service {Service}")]
    private static partial void Bug(ILogger logger, Exception exception, string service);
}
