using MbimEmulator.Links;
using MbimEmulator.Modem;
using MbimEmulator.Modem.DeviceServices;
using MbimEmulator.Profiles;
using MbimEmulator.Tests.Function;
using MbimEmulator.Time;
using MbimProtocol;
using MbimProtocol.DataPlane;
using MbimProtocol.Encoding;
using MbimProtocol.Messages;
using MbimProtocol.Services.BasicConnectService;
using MbimProtocol.Services.DssService;
using MbimProtocol.Services.MsBasicConnectExtensionsService;

namespace MbimEmulator.Tests.Modem;

/// <summary>A host on a modem whose device services are under test, subscribed to all their notifications, on a virtual clock.</summary>
internal sealed class DeviceServiceBench
{
    public static readonly Guid Id = new("00112233-4455-6677-8899-aabbccddeeff");

    private readonly TestHost _host;
    private uint _transactionId = 100;

    public DeviceServiceBench(ModemProfile profile, ModemGroupOptions? options = null)
    {
        _host = new TestHost(options: (options ?? new ModemGroupOptions()) with { Profile = profile with { Sim = TestHost.Quiet.Sim } });
        Open();
    }

    /// <summary>A modem with one service, which can be written to and read from.</summary>
    public static DeviceServiceBench With(BehaviourProfile behaviour, ModemGroupOptions? options = null) => new(ProfileOf(behaviour), options);

    public static ModemProfile ProfileOf(BehaviourProfile behaviour, Func<DeviceServiceProfile, DeviceServiceProfile>? change = null)
    {
        var service = new DeviceServiceProfile
        {
            Name = "tested",
            Id = Id,
            Cids = [1, 2],
            HostToDevice = true,
            DeviceToHost = true,
            MaxDssInstances = 8,
            Behaviour = behaviour,
        };
        return new ModemProfile { DeviceServices = new() { Services = [change is null ? service : change(service)] } };
    }

    public VirtualClock Clock => _host.Clock;

    public SimulatedModem Modem => _host.Group.Modem;

    public ModemGroup Group => _host.Group;

    public DeviceServiceTraffic Traffic => Modem.DeviceServiceTraffic[Id];

    public string? CloseReason => _host.Link.CloseReason;

    public void Open()
    {
        _host.Open();
        var services = Modem.Profile.DeviceServices.Services.Select(service => service.Id).Append(MsBasicConnectExtensions.Id);
        Send(
            BasicConnect.Id, BasicConnect.DeviceServiceSubscribeList.Number, MbimCommandType.Set,
            new DeviceServiceSubscribeList { Events = services.Select(id => new EventEntry { DeviceServiceId = id }).ToMbimArray() });
        _host.Received();
    }

    /// <summary>Comes back with a new connection, after the modem has ended the one before.</summary>
    public void Reconnect()
    {
        Assert.That(CloseReason, Is.Not.Null);
        _host.Link.Detach("gone");
        _host.Link = _host.Attach("again");
        Open();
    }

    public void Close()
    {
        _host.Close();
        _host.Received();
    }

    public void Do(Action<SimulatedModem> change) => Assert.That(Group.InvokeAsync(change).Wait(TimeSpan.FromSeconds(30)));

    public void Advance(double milliseconds) => _host.Clock.Advance(TimeSpan.FromMilliseconds(milliseconds));

    /// <summary>What the host has been sent since it was last asked, without transaction ids, such as "Success 0102" and "CID 1: 0304".</summary>
    public string[] Received() =>
        [.. _host.Received().Select(line => line.Split(' ') switch
        {
            ["CommandDone", _, var status, .. var buffer] => string.Join(' ', [status, .. buffer]),
            ["IndicateStatus", _, "CID", var cid, .. var buffer] => $"CID {cid}: {string.Join("", buffer)}",
            _ => line,
        })];

    public string[] Command(MbimCommandType type, uint cid, params byte[] buffer) => Command(Id, type, cid, buffer);

    public string[] Command(Guid service, MbimCommandType type, uint cid, params byte[] buffer)
    {
        _host.Send(writer => MbimMessageWriter.WriteCommand(writer, ++_transactionId, service, cid, type, buffer));
        return Received();
    }

    public string[] CancelLast()
    {
        _host.HostError(_transactionId, MbimProtocolError.Cancel);
        return Received();
    }

    public string[] Connect(uint session, Guid? service = null) => Link(session, service ?? Id, DssLinkState.Activate);

    public string[] Disconnect(uint session, Guid? service = null) => Link(session, service ?? Id, DssLinkState.Deactivate);

    public void Write(byte session, params byte[] datagram)
    {
        var writer = new NtbWriter(new NtbLayout(NtbFormat.Ntb16, 16384));
        Assert.That(writer.TryAdd(NtbStream.Dss(session), datagram));
        _host.Link.Data.Send(Transfer.Copy(writer.Finish()));
    }

    /// <summary>The datagrams that came since it was last asked.</summary>
    public List<(byte Session, byte[] Data)> Read()
    {
        List<(byte, byte[])> datagrams = [];
        while (_host.Link.Data.TryReceive(out var block))
        {
            using (block)
            {
                Assert.That(Ntb.TryParse(block.Span, MbimReadMode.Strict, out var ntb, out var error), error.ToString());
                foreach (var datagram in ntb)
                {
                    Assert.That(datagram.Stream.Kind, Is.EqualTo(NtbStreamKind.DeviceServiceStream));
                    datagrams.Add((datagram.Stream.SessionId, datagram.Data.ToArray()));
                }
            }
        }

        return datagrams;
    }

    /// <summary><see cref="Read"/> as text, such as "7: 0102".</summary>
    public string[] ReadText() => [.. Read().Select(datagram => $"{datagram.Session}: {Convert.ToHexStringLower(datagram.Data)}")];

    private string[] Link(uint session, Guid service, DssLinkState state)
    {
        Send(Dss.Id, Dss.Connect.Number, MbimCommandType.Set, new SetDssConnect { DeviceServiceId = service, DssSessionId = session, DssLinkState = state });
        return Received();
    }

    private void Send<T>(Guid service, uint cid, MbimCommandType type, T value)
        where T : IInformationBuffer<T> =>
        _host.Send(writer => MbimMessageWriter.WriteCommand(writer, ++_transactionId, service, cid, type, value, MbimExVersion.V1));
}
