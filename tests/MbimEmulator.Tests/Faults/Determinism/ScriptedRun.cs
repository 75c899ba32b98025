using System.Buffers;
using System.Globalization;
using MbimEmulator.Journal;
using MbimEmulator.Links;
using MbimEmulator.Profiles;
using MbimEmulator.ScenarioFiles;
using MbimEmulator.Scenarios;
using MbimEmulator.Tests.Function;
using MbimEmulator.Time;
using MbimProtocol;
using MbimProtocol.DataPlane;
using MbimProtocol.Messages;
using MbimProtocol.Services;
using MbimProtocol.Services.BasicConnectService;
using MbimProtocol.Services.DssService;
using MbimProtocol.Services.MobileBroadbandCalls;

namespace MbimEmulator.Tests.Faults.Determinism;

/// <summary>
/// A minute of a modem with a scenario and scripted peers: a host that speaks MBIM, or two applications at the Mobile Broadband service. What they
/// send, and when, is fixed by a number and does not depend on what they are told.
/// </summary>
internal sealed class ScriptedRun : IDisposable
{
    private const int Arrivals = 60;

    // With the vendor's service that M20 needs.
    private static readonly ModemProfile Profile = WithVendorService(ModemProfile.Load("mbn-demo"));

    private readonly VirtualClock _clock = new();
    private readonly MessageJournal _journal;
    private readonly MobileBroadbandService _service;
    private readonly ModemGroup _group;
    private readonly List<ScriptedPeer> _peers = [];
    private readonly Random _random;

    private static ModemProfile WithVendorService(ModemProfile profile)
    {
        var vendor = new DeviceServiceProfile { Name = "vendor", Id = new Guid("11223344-5566-7788-99aa-bbccddeeff11"), Cids = [1] };
        return profile with { DeviceServices = profile.DeviceServices with { Services = [.. profile.DeviceServices.Services, vendor] } };
    }

    private ScriptedRun(Scenario scenario, int script, bool isHost)
    {
        _random = new Random(script);
        _journal = new MessageJournal(new MessageJournalOptions { TimeProvider = _clock });
        _service = new MobileBroadbandService(new MobileBroadbandServiceOptions { TimeProvider = _clock, Journal = _journal });
        _group = new ModemGroup(new ModemGroupOptions
        {
            Name = "modem",
            Profile = Profile,
            Scenario = scenario,
            Seed = scenario.Seed ?? 0,
            TimeProvider = _clock,
            Service = _service,
            Journal = _journal,
        });
        if (isHost)
        {
            _peers.Add(new ScriptedPeer("host", name => _group.CreateLink(new ModemLinkOptions { Name = name })));
        }
        else
        {
            _peers.Add(new ScriptedPeer("a", name => _service.CreateLink(new ModemLinkOptions { Name = name }, CallerIdentity.Owner)));
            _peers.Add(new ScriptedPeer("b", name => _service.CreateLink(new ModemLinkOptions { Name = name }, CallerIdentity.Owner)));
        }
    }

    /// <summary>The CID that each transaction of the host was about.</summary>
    public Dictionary<uint, uint> Cids { get; } = [];

    /// <summary>What the peers got, a line for each transfer: when, who, what.</summary>
    public List<string> Received { get; } = [];

    /// <summary>What the journal says.</summary>
    public List<string> Journaled { get; } = [];

    public static ScriptedRun Of(string scenario, int script, bool isHost)
    {
        using var run = new ScriptedRun(ScenarioLibrary.Parse("random.yaml", scenario), script, isHost);
        run.Play(isHost);
        return run;
    }

    public void Dispose()
    {
        Assert.That(_group.DisposeAsync().AsTask().Wait(TimeSpan.FromSeconds(60)));
        Assert.That(_service.DisposeAsync().AsTask().Wait(TimeSpan.FromSeconds(60)));
    }

    private void Play(bool isHost)
    {
        for (uint i = 2; i < Arrivals; i++)
        {
            Advance(TimeSpan.FromMilliseconds(_random.Next(2000)));
            var peer = _peers[_random.Next(_peers.Count)];
            if (peer.IsGone && peer.TryComeAgain())
            {
                peer.Send(writer => MbimMessageWriter.WriteOpen(writer, i, 4096));
            }
            else if (peer.IsGone)
            {
                Received.Add($"{peer.Name} finds no place");
            }
            else if (isHost)
            {
                AsHost(peer, i);
            }
            else
            {
                AsApplication(peer, i);
            }

            Take();
        }

        Advance(TimeSpan.FromMinutes(2));
        Take();
        foreach (var entry in _journal.Read())
        {
            Journaled.Add(string.Create(
                CultureInfo.InvariantCulture,
                $"{entry.Elapsed} {entry.Host} {entry.Kind} {entry.Direction} {entry.Rule} {entry.Text} {Convert.ToHexString(entry.Bytes.Span)}"));
        }

        Assert.That(_journal.Statistics.Dropped, Is.Zero);
    }

    // Step by step, so that what has come is taken when it comes.
    private void Advance(TimeSpan time)
    {
        var step = TimeSpan.FromMilliseconds(time > TimeSpan.FromSeconds(10) ? 1000 : 50);
        for (var passed = TimeSpan.Zero; passed < time; passed += step)
        {
            _clock.Advance(passed + step < time ? step : time - passed);
            Take();
        }
    }

    private void Take()
    {
        foreach (var peer in _peers)
        {
            while (TestHost.TryReceive(peer.Link) is { } bytes)
            {
                Received.Add(string.Create(CultureInfo.InvariantCulture, $"{TimeSpan.FromTicks(_clock.GetTimestamp())} {peer.Name} {Convert.ToHexString(bytes)}"));
            }

            while (peer.Link.Data.TryReceive(out var block))
            {
                using (block)
                {
                    Received.Add(string.Create(CultureInfo.InvariantCulture, $"{TimeSpan.FromTicks(_clock.GetTimestamp())} {peer.Name} data {Convert.ToHexString(block.Span)}"));
                }
            }
        }
    }

    private void AsHost(ScriptedPeer peer, uint transactionId)
    {
        var cids = BasicConnect.Service.Cids;
        switch (_random.Next(20))
        {
            case 0:
                peer.Send(writer => MbimMessageWriter.WriteOpen(writer, transactionId, 2048));
                break;
            case 1:
                Command(peer, transactionId, BasicConnect.RadioState, MbimCommandType.Set, U32((uint)_random.Next(2)));
                break;
            case 2 or 3:
                Command(peer, transactionId, BasicConnect.PacketService, MbimCommandType.Set, U32((uint)_random.Next(2)));
                break;
            case 4 or 5:
                Write(peer, transactionId, BasicConnect.Connect, new SetConnect
                {
                    SessionId = (uint)_random.Next(2),
                    ActivationCommand = (ActivationCommand)_random.Next(2),
                    AccessString = "internet",
                    ContextType = ContextTypes.Internet,
                });
                break;
            case 6 or 7:
                Write(peer, transactionId, Dss.Connect, new SetDssConnect
                {
                    DeviceServiceId = _group.Modem.Profile.DeviceServices.Services[0].Id,
                    DssSessionId = 3,
                    DssLinkState = (DssLinkState)_random.Next(2),
                });
                break;
            case 8:
                var writer = new NtbWriter(new NtbLayout(NtbFormat.Ntb16, 16384));
                Assert.That(writer.TryAdd(NtbStream.Dss(3), [1, 2, 3, (byte)transactionId]));
                peer.Link.Data.Send(Transfer.Copy(writer.Finish()));
                break;
            case 9:
                var junk = new byte[_random.Next(1, 60)];
                _random.NextBytes(junk);
                peer.Link.Send(Transfer.Copy(junk));
                break;
            default:
                Command(peer, transactionId, cids[_random.Next(cids.Count)], MbimCommandType.Query, []);
                break;
        }
    }

    private void AsApplication(ScriptedPeer peer, uint transactionId)
    {
        var services = _group.Modem.Profile.DeviceServices.Services;
        var handle = U32((uint)_random.Next(1, 6));
        (MobileBroadbandCid Method, byte[] Buffer) call = _random.Next(12) switch
        {
            0 or 1 => (MobileBroadbandCid.GetDeviceServicesContext, Bytes(new DeviceServicesContextRequest { InterfaceID = _group.InterfaceId.ToString("B") })),
            2 or 3 => (
                MobileBroadbandCid.GetDeviceService,
                Bytes(new DeviceServiceRequest { ObjectHandle = 1, DeviceServiceID = services[_random.Next(services.Count)].Id.ToString("D") })),
            4 => (MobileBroadbandCid.OpenCommandSession, handle),
            5 => (MobileBroadbandCid.CloseCommandSession, handle),
            6 or 7 => (MobileBroadbandCid.OpenDataSession, handle),
            8 => (MobileBroadbandCid.CloseDataSession, handle),
            9 => (MobileBroadbandCid.EnumerateDeviceServices, handle),
            _ => (MobileBroadbandCid.WriteData, [.. handle, 1, 2, 3, (byte)transactionId]),
        };
        peer.Send(writer => MbimMessageWriter.WriteCommand(writer, transactionId, MobileBroadband.Id, (uint)call.Method, MbimCommandType.Set, call.Buffer));
    }

    private void Command(ScriptedPeer peer, uint transactionId, MbimCid cid, MbimCommandType type, byte[] buffer)
    {
        Cids[transactionId] = cid.Number;
        peer.Send(writer => MbimMessageWriter.WriteCommand(writer, transactionId, cid.Service, cid.Number, type, buffer));
    }

    private static void Write<T>(ScriptedPeer peer, uint transactionId, MbimCid cid, T value)
        where T : MbimProtocol.Encoding.IInformationBuffer<T> =>
        peer.Send(writer => MbimMessageWriter.WriteCommand(writer, transactionId, cid.Service, cid.Number, MbimCommandType.Set, value, MbimExVersion.V1));

    private static byte[] U32(uint value) => DeviceServices.TestApplication.U32(value);

    private static byte[] Bytes<T>(in T value)
        where T : MbimProtocol.Encoding.IInformationBuffer<T> => DeviceServices.TestApplication.Bytes(value);

    private sealed class ScriptedPeer(string name, Func<string, ModemLink> connect)
    {
        private int _connections;

        public string Name => name;

        public ModemLink Link { get; private set; } = connect(name);

        public bool IsGone => _connections == 0 || Link.CloseReason is not null;

        public bool TryComeAgain()
        {
            Link = connect(string.Create(CultureInfo.InvariantCulture, $"{name}{++_connections}"));
            return TestHost.Wait(Link.AttachAsync());
        }

        public void Send(Action<IBufferWriter<byte>> write)
        {
            var buffer = new ArrayBufferWriter<byte>();
            write(buffer);
            Link.Send(Transfer.Copy(buffer.WrittenSpan));
        }
    }
}
