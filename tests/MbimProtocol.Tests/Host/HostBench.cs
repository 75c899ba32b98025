using System.Buffers;
using MbimProtocol.Host;
using MbimProtocol.Messages;
using MbimProtocol.Services.BasicConnectService;
using MbimProtocol.Tests.Framing;
using MbimProtocol.Tests.Messages;

namespace MbimProtocol.Tests.Host;

/// <summary>A host with 64-byte transfers, and what it does.</summary>
internal abstract class HostBench : IDisposable
{
    protected static readonly HostCommand RadioState = new(BasicConnect.Id, 3, MbimCommandType.Query, TimeSpan.FromSeconds(10));

    protected HostBench() => Host = new MbimHost<string>(new MbimHostOptions { MaxControlTransfer = 64 }, Handler);

    public RecordingHandler Handler { get; } = new();

    public MbimHost<string> Host { get; }

    public TimeSpan Now { get; private set; } = TimeSpan.FromDays(12);

    public void Dispose() => Host.Dispose();

    protected static byte[] Message(Action<ArrayBufferWriter<byte>> write)
    {
        var writer = new ArrayBufferWriter<byte>();
        write(writer);
        return writer.WrittenSpan.ToArray();
    }

    protected static List<byte[]> AnswerFragments(uint transactionId, byte[] buffer, MbimStatus status = MbimStatus.Success) => Fragments.Split(
        Message(writer => MbimMessageWriter.WriteCommandDone(writer, transactionId, BasicConnect.Id, 3, status, buffer)), 64);

    protected void Open()
    {
        Host.Open(Now, "open");
        Receive("01000080 10000000 01000000 00000000");
        Handler.Completions.Clear();
        Handler.Sent.Clear();
    }

    protected void Answer(uint transactionId, byte[] buffer, MbimStatus status = MbimStatus.Success) =>
        AnswerFragments(transactionId, buffer, status).ForEach(fragment => Host.Receive(fragment, Now));

    protected void Receive(string hex) => Host.Receive(Samples.Hex(hex), Now);

    protected void Advance(TimeSpan by)
    {
        Now += by;
        Host.Tick(Now);
    }
}
