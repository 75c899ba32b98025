using System.Buffers;
using System.Runtime.Versioning;
using MbimEmulator.Hosting.Endpoints;
using MbimEmulator.Interop.Tests.Support;
using MbimEmulator.Journal;
using MbimEmulator.Profiles;
using MbimEmulator.Scenarios;
using MbimProtocol.Messages;
using MbimProtocol.Services.BasicConnectService;
using Microsoft.Extensions.Logging.Abstractions;

namespace MbimEmulator.Interop.Tests.Faults;

/// <summary>What mbimcli makes of an answer that the program before it did not read (T51), on a PTY.</summary>
[Platform("Linux")]
[UnsupportedOSPlatform("windows")]
public sealed class StaleAnswerTests
{
    private static readonly TimeSpan Guard = TimeSpan.FromSeconds(60);

    [Test]
    public async Task Mbimcli_reads_what_the_program_before_it_left_and_opens_all_the_same()
    {
        Peers.Need("mbimcli");
        using var folder = new TemporaryFolder();
        var asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        List<string> seen = [];
        await using var group = new ModemGroup(new ModemGroupOptions { Profile = new ModemProfile { Sim = new SimProfile { Condition = SimCondition.Absent } } });
        group.TransferObserved += Observe;
        await group.InvokeAsync(_ => group.Faults.Load(new Scenario { Name = "interop", Rules = [.. FaultyModem.Rules("T51-stale-answer")] }));
        await using var endpoint = new PtyEndpoint(group, folder.File("mbim0"), new StreamOptions(), NullLoggerFactory.Instance);
        await endpoint.StartAsync();
        await AskAndLeaveAsync(endpoint.Address, asked.Task);

        var result = await Programs.RunAsync("mbimcli", "-d", endpoint.Address, "--query-signal-state");
        Assert.That(result.ExitCode, Is.Zero, result.ToString());
        Assert.That(result.Output, Does.Contain("RSSI"));
        await group.InvokeAsync(_ => Assert.That(
            seen,
            Is.EqualTo(new[] { "Open", "OpenDone", "Command", "Open", "CommandDone 77", "OpenDone", "Command", "CommandDone", "Close", "CloseDone" })));

        void Observe(in ObservedTransfer transfer)
        {
            var header = MessageHeader.Read(transfer.Bytes);
            seen.Add(header.TransactionId == 77 && header.Type == MbimMessageType.CommandDone ? "CommandDone 77" : $"{header.Type}");
            if (header.Type == MbimMessageType.Command)
            {
                asked.TrySetResult();
            }
        }
    }

    // A program that is gone before its answer comes.
    private static async Task AskAndLeaveAsync(string node, Task asked)
    {
        await using var program = new FileStream(node, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite, bufferSize: 0);
        var messages = new ArrayBufferWriter<byte>();
        MbimMessageWriter.WriteOpen(messages, 76, 4096);
        await program.WriteAsync(messages.WrittenMemory);
        await program.ReadExactlyAsync(new byte[16]).AsTask().WaitAsync(Guard);
        messages.Clear();
        MbimMessageWriter.WriteCommand(messages, 77, BasicConnect.Id, BasicConnect.DeviceCaps.Number, MbimCommandType.Query, []);
        await program.WriteAsync(messages.WrittenMemory);
        await asked.WaitAsync(Guard);
    }
}
