using System.Buffers;
using System.Buffers.Binary;
using MbimEmulator.Pipeline;
using MbimEmulator.Recording;
using MbimProtocol;
using MbimProtocol.Encoding;
using MbimProtocol.Framing;
using MbimProtocol.Messages;
using MbimProtocol.Services;

namespace MbimEmulator.Tests.Recording;

/// <summary>A conversation written down message by message.</summary>
internal sealed class Conversation
{
    public const uint Vendor = 7;
    public static readonly Guid VendorService = new("6427015f-579d-48f5-8c54-f43ed1e76f83");

    private TimeSpan _time;
    private uint _id;

    public List<RecordedTransfer> Transfers { get; } = [];

    /// <summary>An OPEN that was answered.</summary>
    public static Conversation Opened(uint maxControlTransfer = 4096) => new Conversation().Open(maxControlTransfer);

    public Conversation Open(uint maxControlTransfer = 4096)
    {
        Add(TransferDirection.ToFunction, w => MbimMessageWriter.WriteOpen(w, ++_id, maxControlTransfer));
        return Add(TransferDirection.ToHost, w => MbimMessageWriter.WriteOpenDone(w, _id, MbimStatus.Success));
    }

    public Conversation After(int milliseconds)
    {
        _time += TimeSpan.FromMilliseconds(milliseconds);
        return this;
    }

    public Conversation Ask(MbimCid cid, MbimCommandType operation, params byte[] buffer) => Ask(cid.Service, cid.Number, operation, buffer);

    public Conversation Ask(Guid service, uint cid, MbimCommandType operation, params byte[] buffer) =>
        Add(TransferDirection.ToFunction, w => MbimMessageWriter.WriteCommand(w, ++_id, service, cid, operation, buffer));

    public Conversation Answer(MbimStatus status, params byte[] buffer)
    {
        var asked = Transfers.FindLast(transfer => MessageHeader.Read(transfer.Bytes.Span) is { Type: MbimMessageType.Command } header && header.TransactionId == _id);
        var service = new Guid(asked.Bytes.Span.Slice(20, 16), bigEndian: true);
        var cid = BinaryPrimitives.ReadUInt32LittleEndian(asked.Bytes.Span[36..]);
        return Add(TransferDirection.ToHost, w => MbimMessageWriter.WriteCommandDone(w, _id, service, cid, status, buffer));
    }

    public Conversation Error(MbimProtocolError error) => Add(TransferDirection.ToHost, w => MbimMessageWriter.WriteFunctionError(w, _id, error));

    public Conversation Indicate(MbimCid cid, params byte[] buffer) => Add(TransferDirection.ToHost, w => MbimMessageWriter.WriteIndicateStatus(w, cid.Service, cid.Number, buffer));

    public Conversation Add(TransferDirection direction, Action<IBufferWriter<byte>> write, uint maxTransfer = 65536)
    {
        var writer = new ArrayBufferWriter<byte>();
        write(writer);
        var splitter = new FragmentSplitter(writer.WrittenSpan, maxTransfer);
        for (var i = 0; i < splitter.Count; i++)
        {
            var fragment = new byte[splitter.GetSize(i)];
            splitter.Write(i, fragment);
            Transfers.Add(new RecordedTransfer(_time, direction, fragment));
        }

        return this;
    }

    /// <summary>The bytes of an information buffer.</summary>
    public static byte[] Bytes<T>(in T value, MbimExVersion version = MbimExVersion.V1)
        where T : IInformationBuffer<T>
    {
        var bytes = new byte[value.GetSize(version)];
        value.Write(bytes, version);
        return bytes;
    }

    /// <summary>The scenario of it, unmasked.</summary>
    public RecordedScenario Scenario(RecordingOptions? options = null) => ScenarioRecorder.Make(Transfers, options ?? new RecordingOptions());
}
