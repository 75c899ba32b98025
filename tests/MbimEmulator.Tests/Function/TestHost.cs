using System.Buffers;
using MbimEmulator.Links;
using MbimEmulator.Profiles;
using MbimEmulator.Time;
using MbimProtocol.Framing;
using MbimProtocol.Messages;

namespace MbimEmulator.Tests.Function;

/// <summary>A host on a modem with a virtual clock: every call has had its effect when it returns.</summary>
internal sealed class TestHost
{
    public static readonly Guid Service = new("0d3f1f6c-58a2-4f6e-9c57-7a7b1a2a9c01");

    public TestHost(FunctionProfile? function = null, ModemGroupOptions? options = null)
    {
        Group = new ModemGroup((options ?? new ModemGroupOptions()) with
        {
            TimeProvider = Clock,
            Profile = (options?.Profile ?? Quiet) with { Function = function ?? options?.Profile.Function ?? new FunctionProfile() },
        });
        Link = Attach("test");
    }

    /// <summary>A modem that does nothing by itself.</summary>
    public static ModemProfile Quiet { get; } = new() { Sim = new SimProfile { Condition = SimCondition.Absent } };

    public VirtualClock Clock { get; } = new();

    public ModemGroup Group { get; }

    public ModemLink Link { get; set; }

    public MbimEmulator.Function.MbimFunction Function => Group.Function;

    public ModemLink Attach(string name, CarrierKind carrier = CarrierKind.InProcess)
    {
        var link = Group.CreateLink(new ModemLinkOptions { Name = name, Carrier = carrier });
        Assert.That(Wait(link.AttachAsync()), "attached");
        return link;
    }

    public static T Wait<T>(ValueTask<T> task)
    {
        var waiting = task.AsTask();
        Assert.That(waiting.Wait(TimeSpan.FromSeconds(30)), "did not finish");
        return waiting.Result;
    }

    public void Handle(uint cid, MbimEmulator.Function.RawCommandHandler handler) =>
        Group.Function.Dispatcher.OnCommand(Service, cid, MbimCommandType.Query, handler);

    public void Send(ReadOnlySpan<byte> bytes) => Link.Send(Transfer.Copy(bytes));

    public void Send(Action<IBufferWriter<byte>> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        write(buffer);
        Send(buffer.WrittenSpan);
    }

    public void Open(uint transactionId = 1, uint maxControlTransfer = 4096) =>
        Send(w => MbimMessageWriter.WriteOpen(w, transactionId, maxControlTransfer));

    public void Close(uint transactionId = 2) => Send(w => MbimMessageWriter.WriteClose(w, transactionId));

    public void Query(uint transactionId, uint cid, params byte[] buffer) =>
        Send(w => MbimMessageWriter.WriteCommand(w, transactionId, Service, cid, MbimCommandType.Query, buffer));

    public void HostError(uint transactionId, MbimProtocolError error) =>
        Send(w => MbimMessageWriter.WriteHostError(w, transactionId, error));

    public void SendFragments(uint transactionId, uint cid, byte[] buffer, uint size, params int[] order)
    {
        var message = new ArrayBufferWriter<byte>();
        MbimMessageWriter.WriteCommand(message, transactionId, Service, cid, MbimCommandType.Query, buffer);
        var fragment = new byte[size];
        foreach (var index in order)
        {
            var length = new FragmentSplitter(message.WrittenSpan, size).Write(index, fragment);
            Send(fragment.AsSpan(0, length));
        }
    }

    public byte[]? TryReceive() => TryReceive(Link);

    public static byte[]? TryReceive(ModemLink link)
    {
        if (!link.TryReceive(out var transfer))
        {
            return null;
        }

        var bytes = transfer.Span.ToArray();
        transfer.Dispose();
        return bytes;
    }

    public string[] Received()
    {
        var lines = new List<string>();
        while (TryReceive() is { } bytes)
        {
            lines.Add(Text(bytes));
        }

        return [.. lines];
    }

    public static string Text(ReadOnlySpan<byte> bytes)
    {
        var header = MessageHeader.Read(bytes);
        if (!MbimMessage.TryParse(bytes, MbimProtocol.MbimReadMode.Strict, out var message, out _))
        {
            return $"{header.Type} {header.TransactionId} fragment {FragmentHeader.Read(bytes[12..]).Current}";
        }

        return message.Type switch
        {
            MbimMessageType.FunctionError => $"FunctionError {message.TransactionId} {message.Error}",
            MbimMessageType.CommandDone => $"CommandDone {message.TransactionId} {message.Status} {Convert.ToHexStringLower(message.InformationBuffer)}".TrimEnd(),
            MbimMessageType.IndicateStatus => $"IndicateStatus {message.TransactionId} CID {message.Cid} {Convert.ToHexStringLower(message.InformationBuffer)}".TrimEnd(),
            _ => $"{message.Type} {message.TransactionId} {message.Status}",
        };
    }
}
