using System.Buffers.Binary;
using MbimEmulator.Journal.Linting;
using MbimEmulator.Pipeline;
using MbimProtocol.Framing;
using MbimProtocol.Messages;
using MbimProtocol.Services;
using MbimProtocol.Services.BasicConnectService;

namespace MbimEmulator.Tests.Journal.Linting;

/// <summary>A linter that is shown what a host and a function might say.</summary>
internal sealed class LinterBench : IDisposable
{
    private readonly HostLinter _linter;
    private TimeSpan _now;

    public LinterBench(HostLinterOptions? options = null) => _linter = new HostLinter(options ?? new HostLinterOptions(), Findings.Add);

    public List<LinterFinding> Findings { get; } = [];

    public IEnumerable<string> Ids => Findings.Select(finding => finding.Assertion.Id);

    public void Dispose() => _linter.Dispose();

    public LinterBench After(int milliseconds)
    {
        _now += TimeSpan.FromMilliseconds(milliseconds);
        return this;
    }

    public LinterBench Attach(bool isOpen)
    {
        _linter.Attach(isOpen);
        return this;
    }

    public LinterBench Host(ReadOnlySpan<byte> transfer)
    {
        _linter.Observe(TransferDirection.ToFunction, transfer, _now, messageId: 77);
        return this;
    }

    public LinterBench Function(ReadOnlySpan<byte> transfer)
    {
        _linter.Observe(TransferDirection.ToHost, transfer, _now);
        return this;
    }

    public LinterBench Open(uint maxControlTransfer = 4096, uint transactionId = 1) =>
        SendOpen(maxControlTransfer, transactionId).OpenDone(MbimStatus.Success, transactionId);

    public LinterBench SendOpen(uint maxControlTransfer = 4096, uint transactionId = 1) =>
        Host(JournalBench.Plain(MbimMessageType.Open, transactionId, maxControlTransfer));

    public LinterBench OpenDone(MbimStatus status = MbimStatus.Success, uint transactionId = 1) =>
        Function(JournalBench.Plain(MbimMessageType.OpenDone, transactionId, (uint)status));

    public LinterBench Close(uint transactionId = 9) => Host(JournalBench.Plain(MbimMessageType.Close, transactionId));

    public LinterBench CloseDone(uint transactionId = 9) => Function(JournalBench.Plain(MbimMessageType.CloseDone, transactionId, 0));

    public LinterBench HostError(uint transactionId, uint code) => Host(JournalBench.Plain(MbimMessageType.HostError, transactionId, code));

    public LinterBench FunctionError(uint transactionId, MbimProtocolError error) =>
        Function(JournalBench.Plain(MbimMessageType.FunctionError, transactionId, (uint)error));

    public LinterBench Query(uint transactionId, MbimCid cid, ReadOnlySpan<byte> buffer = default) =>
        Host(JournalBench.Command(transactionId, cid, MbimCommandType.Query, buffer));

    public LinterBench Set(uint transactionId, MbimCid cid, ReadOnlySpan<byte> buffer = default) =>
        Host(JournalBench.Command(transactionId, cid, MbimCommandType.Set, buffer));

    public LinterBench Done(uint transactionId, MbimCid cid, ReadOnlySpan<byte> buffer = default, MbimStatus status = MbimStatus.Success) =>
        Function(JournalBench.CommandDone(transactionId, cid, status, buffer));

    /// <summary>A command of the host in three fragments of 64 bytes; what is given is sent.</summary>
    public LinterBench HostFragments(uint transactionId, params int[] fragments)
    {
        foreach (var fragment in fragments)
        {
            Host(Fragment(JournalBench.Command(transactionId, BasicConnect.RadioState, MbimCommandType.Query, new byte[80]), fragment));
        }

        return this;
    }

    /// <summary>An answer in three fragments of 64 bytes; what is given is sent.</summary>
    public LinterBench FunctionFragments(uint transactionId, params int[] fragments)
    {
        foreach (var fragment in fragments)
        {
            Function(Fragment(JournalBench.CommandDone(transactionId, BasicConnect.RadioState, buffer: new byte[80]), fragment));
        }

        return this;
    }

    public static byte[] Fragment(byte[] message, int number, uint? total = null)
    {
        var splitter = new FragmentSplitter(message, 64);
        var fragment = new byte[64];
        var size = splitter.Write(number, fragment);
        if (total is { } value)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(fragment.AsSpan(12), value);
        }

        return fragment[..size];
    }

    public static byte[] Changed(byte[] message, int offset, uint value)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(message.AsSpan(offset), value);
        return message;
    }
}
