using System.Buffers;
using MbimEmulator.Links;
using MbimEmulator.Tests.Function;
using MbimProtocol.Messages;

namespace MbimEmulator.Tests.Links;

public sealed class LinkTransportTests
{
    [Test]
    public async Task A_client_in_the_process_talks_to_the_function_on_the_real_clock()
    {
        await using var group = new ModemGroup(new ModemGroupOptions { Profile = TestHost.Quiet });
        await using var transport = await group.ConnectAsync("client");
        Assert.That(await RoundTripAsync(transport, 1), Is.EqualTo("OpenDone 1 Success"));
    }

    [Test]
    public async Task A_second_client_is_refused_with_the_reason()
    {
        await using var group = new ModemGroup(new ModemGroupOptions { HandoverGrace = TimeSpan.Zero });
        await using var transport = await group.ConnectAsync("first");
        Assert.That(
            async () => await group.ConnectAsync("second"),
            Throws.InstanceOf<IOException>().With.Message.EqualTo("'second' was refused: modem0 is in use by 'first'."));
    }

    [Test]
    public async Task A_stopped_modem_ends_receiving_and_fails_sending()
    {
        var group = new ModemGroup(new ModemGroupOptions { Profile = TestHost.Quiet });
        await using var transport = await group.ConnectAsync("client");
        var receive = transport.ReceiveAsync(new ArrayBufferWriter<byte>());
        await group.DisposeAsync();
        Assert.That(await receive, Is.False);
        Assert.That(
            async () => await transport.SendAsync(new byte[12]),
            Throws.InstanceOf<IOException>().With.Message.EqualTo("The modem's link is closed: modem0 was stopped."));
    }

    [Test]
    public async Task Receiving_can_be_cancelled_and_tried_again()
    {
        await using var group = new ModemGroup(new ModemGroupOptions { Profile = TestHost.Quiet });
        await using var transport = await group.ConnectAsync("client");
        using var cancel = new CancellationTokenSource();
        var receive = transport.ReceiveAsync(new ArrayBufferWriter<byte>(), cancel.Token).AsTask();
        cancel.Cancel();
        Assert.That(async () => await receive, Throws.InstanceOf<OperationCanceledException>());
        Assert.That(await RoundTripAsync(transport, 1), Is.EqualTo("OpenDone 1 Success"));
    }

    [Test]
    public async Task A_client_that_never_reads_is_held_back_while_fifteen_others_work_on()
    {
        var groups = Enumerable.Range(0, 16).Select(i => new ModemGroup(new ModemGroupOptions { Name = $"modem{i}", Profile = TestHost.Quiet })).ToList();
        var transports = new List<LinkTransport>();
        foreach (var group in groups)
        {
            transports.Add(await group.ConnectAsync("client"));
        }

        var open = new ArrayBufferWriter<byte>();
        MbimMessageWriter.WriteOpen(open, 1, 4096);
        using var end = new CancellationTokenSource();
        var sent = 0;
        var silent = Task.Run(async () =>
        {
            while (true)
            {
                await transports[0].SendAsync(open.WrittenMemory, end.Token);
                sent++;
            }
        });
        await Task.WhenAll(transports.Skip(1).Select(async transport =>
        {
            for (var i = 1u; i <= 500; i++)
            {
                Assert.That(await RoundTripAsync(transport, i), Is.EqualTo($"OpenDone {i} Success"));
            }
        }));
        await end.CancelAsync();
        Assert.That(async () => await silent, Throws.InstanceOf<OperationCanceledException>());
        Assert.That(sent, Is.InRange(1, OutboundQueue.MaxTransfers + InboundGate.MaxTransfers));
        foreach (var group in groups)
        {
            await group.DisposeAsync();
        }
    }

    [Test]
    public async Task A_timer_of_the_real_clock_runs_in_the_mailbox()
    {
        await using var group = new ModemGroup(new ModemGroupOptions { Profile = TestHost.Quiet });
        var ran = new TaskCompletionSource();
        await group.InvokeAsync(_ => group.Clock.Schedule(TimeSpan.FromMilliseconds(1), ran.SetResult));
        await ran.Task.WaitAsync(TimeSpan.FromSeconds(30));
    }

    private static async Task<string> RoundTripAsync(LinkTransport transport, uint transactionId)
    {
        var buffer = new ArrayBufferWriter<byte>();
        MbimMessageWriter.WriteOpen(buffer, transactionId, 4096);
        await transport.SendAsync(buffer.WrittenMemory);
        buffer.ResetWrittenCount();
        Assert.That(await transport.ReceiveAsync(buffer), Is.True);
        return TestHost.Text(buffer.WrittenSpan);
    }
}
