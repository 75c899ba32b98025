using System.Buffers;
using System.Buffers.Binary;
using MbimEmulator.Journal;
using MbimEmulator.Links;
using MbimEmulator.NamedFaults;
using MbimEmulator.Pipeline;
using MbimEmulator.Profiles;
using MbimEmulator.Scenarios;
using MbimEmulator.Tests.Function;
using MbimProtocol;
using MbimProtocol.Encoding;
using MbimProtocol.Framing;
using MbimProtocol.Messages;
using MbimProtocol.Services;
using MbimProtocol.Services.BasicConnectService;

namespace MbimEmulator.Tests.Faults.Library;

/// <summary>
/// The same host on two modems of one profile, one with a named fault and one without: what it says, both are told, and time passes for both.
/// </summary>
internal sealed class LibraryBench
{
    private readonly List<(int Ms, byte[] Bytes)> _arrivals = [];
    private readonly TestHost _sound;
    private uint _transactionId;

    public LibraryBench(string fault, params (string Name, string Value)[] given)
        : this(TestHost.Quiet, CarrierKind.InProcess, fault, given)
    {
    }

    public LibraryBench(ModemProfile profile, CarrierKind carrier, string fault, params (string Name, string Value)[] given)
    {
        Host = Make(profile, carrier);
        _sound = Make(profile, carrier);
        Assert.That(FaultLibrary.TryFind(fault, out var found), fault);
        var rules = found!.ToRules(given.ToDictionary(pair => pair.Name, pair => pair.Value));
        Do(Host, () => Host.Group.Faults.Load(new Scenario { Name = found.Id, Rules = rules }));
        Host.Group.TransferObserved += Observe;
    }

    /// <summary>On the modem with the fault.</summary>
    public TestHost Host { get; }

    /// <summary>The bench with the function open, and its answer taken.</summary>
    public static LibraryBench Opened(string fault, params (string Name, string Value)[] given)
    {
        var bench = new LibraryBench(fault, given);
        bench.Open();
        return bench.Fresh();
    }

    /// <summary>The bench with the function open for a modem with a SIM that is attached to the network.</summary>
    public static LibraryBench Ready(string fault, params (string Name, string Value)[] given)
    {
        var bench = new LibraryBench(new ModemProfile(), CarrierKind.InProcess, fault, given);
        bench.Open();
        bench.Advance(1000);
        return bench.Fresh();
    }

    public LibraryBench Fresh()
    {
        Take();
        TakeSound();
        return this;
    }

    public uint Open(uint maxControlTransfer = 4096) => Tell(id => writer => MbimMessageWriter.WriteOpen(writer, id, maxControlTransfer));

    public uint Close() => Tell(id => writer => MbimMessageWriter.WriteClose(writer, id));

    public uint Query(MbimCid cid, params byte[] buffer) =>
        Tell(id => writer => MbimMessageWriter.WriteCommand(writer, id, cid.Service, cid.Number, MbimCommandType.Query, buffer));

    public uint Set<T>(MbimCid cid, T value, MbimExVersion version = MbimExVersion.V1)
        where T : IInformationBuffer<T> =>
        Tell(id => writer => MbimMessageWriter.WriteCommand(writer, id, cid.Service, cid.Number, MbimCommandType.Set, value, version));

    public void Advance(int milliseconds)
    {
        Host.Clock.Advance(TimeSpan.FromMilliseconds(milliseconds));
        _sound.Clock.Advance(TimeSpan.FromMilliseconds(milliseconds));
    }

    /// <summary>Something happens to both modems.</summary>
    public void Do(Action<ModemGroup> act)
    {
        Do(Host, () => act(Host.Group));
        Do(_sound, () => act(_sound.Group));
    }

    /// <summary>What has come from the modem with the fault since the last time.</summary>
    public byte[][] Take() => [.. TakeArrivals().Select(arrival => arrival.Bytes)];

    /// <summary>The same with the milliseconds since the beginning.</summary>
    public (int Ms, byte[] Bytes)[] TakeArrivals()
    {
        while (Host.TryReceive() is not null)
        {
        }

        (int, byte[])[] arrivals = [.. _arrivals];
        _arrivals.Clear();
        return arrivals;
    }

    /// <summary>What has come from the modem without it since the last time.</summary>
    public byte[][] TakeSound()
    {
        List<byte[]> transfers = [];
        while (_sound.TryReceive() is { } bytes)
        {
            transfers.Add(bytes);
        }

        return [.. transfers];
    }

    /// <summary>The one transfer that has come from the modem without the fault.</summary>
    public byte[] TakeSoundAnswer() => TakeSound().Single();

    /// <summary>The transfers of a message in fragments.</summary>
    public static byte[][] Split(byte[] message, int size)
    {
        var splitter = new FragmentSplitter(message, (uint)size);
        var fragments = new byte[splitter.Count][];
        for (var i = 0; i < fragments.Length; i++)
        {
            fragments[i] = new byte[splitter.GetSize(i)];
            splitter.Write(i, fragments[i]);
        }

        return fragments;
    }

    /// <summary>The same bytes with a number written at a place.</summary>
    public static byte[] With(byte[] bytes, int offset, uint value)
    {
        byte[] changed = [.. bytes];
        BinaryPrimitives.WriteUInt32LittleEndian(changed.AsSpan(offset), value);
        return changed;
    }

    /// <summary>The same message without its last bytes, its lengths right.</summary>
    public static byte[] Shortened(byte[] answer, int by)
    {
        var length = answer.Length - by;
        return With(With(answer[..length], 4, (uint)length), 44, (uint)(length - MbimMessage.CommandHeaderSize));
    }

    public static byte[] Message(Action<IBufferWriter<byte>> write)
    {
        var writer = new ArrayBufferWriter<byte>();
        write(writer);
        return writer.WrittenSpan.ToArray();
    }

    /// <summary>A notification of SIGNAL_STATE as the modem would say it now.</summary>
    public byte[] SignalNotification() => Message(writer =>
        MbimMessageWriter.WriteIndicateStatus(writer, BasicConnect.Id, BasicConnect.SignalState.Number, Host.Group.Modem.Signal, MbimExVersion.V1));

    private static TestHost Make(ModemProfile profile, CarrierKind carrier)
    {
        var host = new TestHost(options: new ModemGroupOptions { Profile = profile });
        if (carrier != CarrierKind.InProcess)
        {
            host.Link.Detach("another carrier");
            host.Link = host.Attach("test", carrier);
        }

        return host;
    }

    private static void Do(TestHost host, Action act) => Assert.That(host.Group.InvokeAsync(_ => act()).Wait(TimeSpan.FromSeconds(30)), "did not finish");

    private uint Tell(Func<uint, Action<IBufferWriter<byte>>> write)
    {
        var id = ++_transactionId;
        Host.Send(write(id));
        _sound.Send(write(id));
        return id;
    }

    private void Observe(in ObservedTransfer transfer)
    {
        if (transfer.Direction == TransferDirection.ToHost)
        {
            _arrivals.Add(((int)Host.Clock.GetElapsedTime(0).TotalMilliseconds, transfer.Bytes.ToArray()));
        }
    }
}
