using System.Buffers;
using MbimProtocol.Messages;
using MbimProtocol.Server;
using MbimProtocol.Tests.Framing;

namespace MbimProtocol.Tests.Server;

/// <summary>A server that answers nothing by itself, and what it does, a line for each.</summary>
internal sealed class ServerBench : IMbimServerHandler
{
    public ServerBench(MbimServerOptions? options = null) =>
        Server = new MbimServer(options ?? new MbimServerOptions { MaxControlTransfer = 100, MaxOutstandingCommands = 2 }, this);

    public MbimServer Server { get; }

    public TimeSpan Now { get; private set; } = TimeSpan.FromDays(3);

    /// <summary>Commands that came, with the way to answer them.</summary>
    public List<Transaction> Commands { get; } = [];

    /// <summary>What is answered to OPEN; null for nothing.</summary>
    public MbimStatus? OpenStatus { get; set; } = MbimStatus.Success;

    /// <summary>Messages both ways are kept here instead of going on, while it is not null.</summary>
    public List<byte[]>? Kept { get; set; }

    public List<string> Lines { get; } = [];

    public static byte[] Message(Action<ArrayBufferWriter<byte>> write)
    {
        var writer = new ArrayBufferWriter<byte>();
        write(writer);
        return writer.WrittenSpan.ToArray();
    }

    public static byte[] Command(uint transactionId, int length = MbimMessage.CommandHeaderSize) => Fragments.Command(length, transactionId);

    public static byte[] HostError(uint transactionId, MbimProtocolError error) =>
        Message(writer => MbimMessageWriter.WriteHostError(writer, transactionId, error));

    public void Open(uint maxControlTransfer = 100) => Receive(Message(writer => MbimMessageWriter.WriteOpen(writer, 1, maxControlTransfer)));

    public void Close() => Receive(Message(writer => MbimMessageWriter.WriteClose(writer, 2)));

    public void Receive(byte[] transfer) => Server.Receive(transfer, Now);

    public void Advance(TimeSpan by)
    {
        Now += by;
        Server.Tick(Now);
    }

    public string[] Take()
    {
        var lines = Lines.ToArray();
        Lines.Clear();
        return lines;
    }

    void IMbimServerHandler.Send(ReadOnlySpan<byte> transfer)
    {
        var header = MessageHeader.Read(transfer);
        Lines.Add(header.Type switch
        {
            MbimMessageType.FunctionError => $"< FunctionError {header.TransactionId} {(MbimProtocolError)BitConverter.ToUInt32(transfer[12..])}",
            MbimMessageType.OpenDone or MbimMessageType.CloseDone => $"< {header.Type} {header.TransactionId} {(MbimStatus)BitConverter.ToUInt32(transfer[12..])}",
            _ => $"< {header.Type} {header.TransactionId} {FragmentHeader.Read(transfer[12..]).Current}/{FragmentHeader.Read(transfer[12..]).Total}, {transfer.Length} bytes",
        });
    }

    void IMbimServerHandler.Command(Transaction transaction, in MbimMessage command)
    {
        Lines.Add($"> Command {command.TransactionId}, {command.InformationBuffer.Length} bytes");
        Commands.Add(transaction);
    }

    bool IMbimServerHandler.Received(ReadOnlySpan<byte> bytes, in MbimMessage message)
    {
        Kept?.Add(bytes.ToArray());
        return Kept is null;
    }

    bool IMbimServerHandler.Sending(in MbimMessage message)
    {
        Kept?.Add(message.Bytes.ToArray());
        return Kept is null;
    }

    MbimStatus? IMbimServerHandler.Opening() => OpenStatus;

    void IMbimServerHandler.Closed() => Lines.Add("closed");

    void IMbimServerHandler.HostError(uint transactionId, MbimProtocolError error) => Lines.Add($"> HostError {transactionId} {error}");

    void IMbimServerHandler.Refused(ReadOnlySpan<byte> bytes, uint transactionId, MbimProtocolError error) =>
        Lines.Add($"refused {transactionId} {error}, {bytes.Length} bytes");

    void IMbimServerHandler.Ignored(in MbimMessage message) => Lines.Add($"ignored {message.Type} {message.TransactionId}");
}
