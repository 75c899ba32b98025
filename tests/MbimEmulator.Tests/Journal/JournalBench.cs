using System.Buffers.Binary;
using MbimEmulator.Journal;
using MbimEmulator.Pipeline;
using MbimEmulator.Time;
using MbimProtocol.Encoding;
using MbimProtocol.Messages;
using MbimProtocol.Services;

namespace MbimEmulator.Tests.Journal;

/// <summary>Messages by hand, and a journal on a clock that stands still.</summary>
internal sealed class JournalBench
{
    public const string Modem = "modem0";

    public JournalBench(MessageJournalOptions? options = null) =>
        Journal = new MessageJournal((options ?? new MessageJournalOptions()) with { TimeProvider = Clock });

    public VirtualClock Clock { get; } = new();

    public MessageJournal Journal { get; }

    public static byte[] Command(uint transactionId, MbimCid cid, MbimCommandType operation, ReadOnlySpan<byte> buffer = default) =>
        Fragmentable(MbimMessageType.Command, transactionId, cid, (uint)operation, buffer);

    public static byte[] CommandDone(uint transactionId, MbimCid cid, MbimStatus status = MbimStatus.Success, ReadOnlySpan<byte> buffer = default) =>
        Fragmentable(MbimMessageType.CommandDone, transactionId, cid, (uint)status, buffer);

    public static byte[] Plain(MbimMessageType type, uint transactionId, uint? value = null)
    {
        var message = new byte[value is null ? 12 : 16];
        new MessageHeader(type, (uint)message.Length, transactionId).Write(message);
        if (value is { } number)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(message.AsSpan(12), number);
        }

        return message;
    }

    public static byte[] Buffer<T>(T value)
        where T : IInformationBuffer<T>
    {
        var bytes = new byte[value.GetSize(MbimProtocol.MbimExVersion.V1)];
        value.Write(bytes, MbimProtocol.MbimExVersion.V1);
        return bytes;
    }

    public long ToFunction(ReadOnlySpan<byte> message, string host = "test", JournalEntryKind kind = JournalEntryKind.Message) =>
        Journal.Add(new JournalItem(kind, Modem) { Host = host, Direction = TransferDirection.ToFunction, Bytes = message });

    public long ToHost(ReadOnlySpan<byte> message, string host = "test", JournalEntryKind kind = JournalEntryKind.Message) =>
        Journal.Add(new JournalItem(kind, Modem) { Host = host, Direction = TransferDirection.ToHost, Bytes = message });

    public long Note(string text) => Journal.Add(new JournalItem(JournalEntryKind.Note, Modem) { Text = text });

    private static byte[] Fragmentable(MbimMessageType type, uint transactionId, MbimCid cid, uint third, ReadOnlySpan<byte> buffer)
    {
        var message = new byte[MbimMessage.CommandHeaderSize + buffer.Length];
        new MessageHeader(type, (uint)message.Length, transactionId).Write(message);
        new FragmentHeader(1, 0).Write(message.AsSpan(FragmentHeader.Offset));
        cid.Service.TryWriteBytes(message.AsSpan(20), bigEndian: true, out _);
        BinaryPrimitives.WriteUInt32LittleEndian(message.AsSpan(36), cid.Number);
        BinaryPrimitives.WriteUInt32LittleEndian(message.AsSpan(40), third);
        BinaryPrimitives.WriteUInt32LittleEndian(message.AsSpan(44), (uint)buffer.Length);
        buffer.CopyTo(message.AsSpan(48));
        return message;
    }
}
