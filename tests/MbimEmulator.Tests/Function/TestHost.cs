using System.Buffers;
using MbimEmulator.Links;
using MbimEmulator.Modem;
using MbimProtocol.Messages;

namespace MbimEmulator.Tests.Function;

/// <summary>A host on a modem with a virtual clock: every call has had its effect when it returns.</summary>
internal sealed class TestHost
{
    public static readonly Guid Service = new("0d3f1f6c-58a2-4f6e-9c57-7a7b1a2a9c01");

    public TestHost(FunctionProfile? function = null, ModemGroupOptions? options = null)
    {
        Clock = new VirtualClock();
        Group = new ModemGroup((options ?? new ModemGroupOptions()) with
        {
            TimeProvider = Clock,
            Profile = new ModemProfile { Function = function ?? new FunctionProfile() },
        });
        Link = Group.CreateLink(new ModemLinkOptions { Name = "test" });
        Attach(Link);
    }

    public VirtualClock Clock { get; }

    public ModemGroup Group { get; }

    public ModemLink Link { get; set; }

    public static bool Attach(ModemLink link)
    {
        var attach = link.AttachAsync().AsTask();
        Assert.That(attach.Wait(TimeSpan.FromSeconds(30)), "attached or refused");
        return attach.Result;
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

    public byte[]? TryReceive()
    {
        if (!Link.TryReceive(out var transfer))
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
