using MbimEmulator.Links;
using MbimEmulator.Profiles;
using MbimEmulator.Tests.Function;
using MbimProtocol;
using MbimProtocol.DataPlane;
using MbimProtocol.Messages;
using MbimProtocol.Services.DssService;

namespace MbimEmulator.Tests.Links;

public sealed class LinkDataChannelTests
{
    private static readonly TimeSpan Guard = TimeSpan.FromSeconds(60);
    private static readonly Guid Echo = new("5fb1cb60-d8a4-4a3b-9f0a-61f5e6f1c1a7");
    private static readonly NtbProfile Large = new() { Format = NtbFormat.Ntb32, InMaxSize = 1024 * 1024, OutMaxSize = 1024 * 1024 };

    private readonly TestHost _host = new(new FunctionProfile { Ntb = Large });

    [SetUp]
    public void OpenSession7()
    {
        _host.Open();
        _host.Send(w => MbimMessageWriter.WriteCommand(
            w, 2, Dss.Id, Dss.Connect.Number, MbimCommandType.Set,
            new SetDssConnect { DeviceServiceId = Echo, DssSessionId = 7, DssLinkState = DssLinkState.Activate }, MbimExVersion.V1));
        _host.Received();
    }

    [Test]
    public void A_mebibyte_waits_for_the_host_and_the_block_that_crosses_the_line()
    {
        for (var i = 0; i < 5; i++)
        {
            Send(300_000);
        }

        Assert.That(_host.Link.Data.DroppedBlocks, Is.EqualTo(1));
        Assert.That(Take(), Is.GreaterThan(300_000));
        Send(300_000);
        Assert.That(_host.Link.Data.DroppedBlocks, Is.EqualTo(1));
        Assert.That(Enumerable.Range(0, 5).Select(_ => Take() > 0), Is.EqualTo([true, true, true, true, false]));
    }

    [Test]
    public void A_receiver_waits_for_a_block()
    {
        var wait = _host.Link.Data.WaitToReceiveAsync().AsTask();
        Assert.That(wait.IsCompleted, Is.False);
        Send(1);
        Assert.That(wait.Wait(Guard) && wait.Result);
        Assert.That(TestHost.Wait(_host.Link.Data.WaitToReceiveAsync()), "a block waits already");
    }

    [Test]
    public void A_receiver_is_told_of_the_links_end_and_gets_what_was_queued_before()
    {
        var wait = _host.Link.Data.WaitToReceiveAsync().AsTask();
        Send(1);
        Assert.That(wait.Wait(Guard) && wait.Result);
        PowerCycle();
        Assert.That(TestHost.Wait(_host.Link.Data.WaitToReceiveAsync()));
        Assert.That(Take(), Is.GreaterThan(0));
        Assert.That(TestHost.Wait(_host.Link.Data.WaitToReceiveAsync()), Is.False);
    }

    [Test]
    public void A_receiver_that_waits_is_woken_by_the_links_end()
    {
        var wait = _host.Link.Data.WaitToReceiveAsync().AsTask();
        PowerCycle();
        Assert.That(wait.Wait(Guard) && !wait.Result);
    }

    [Test]
    public void A_waiting_receiver_can_be_cancelled_and_wait_again()
    {
        using var cancel = new CancellationTokenSource();
        var wait = _host.Link.Data.WaitToReceiveAsync(cancel.Token).AsTask();
        cancel.Cancel();
        Assert.That(async () => await wait, Throws.InstanceOf<OperationCanceledException>());
        var again = _host.Link.Data.WaitToReceiveAsync().AsTask();
        Send(1);
        Assert.That(again.Wait(Guard) && again.Result);
    }

    [Test]
    public void Sixteen_blocks_under_way_hold_back_data_but_not_control()
    {
        Task? wait = null;
        InMailbox(() =>
        {
            Enumerable.Range(0, 15).ToList().ForEach(_ => Send(1));
            Assert.That(_host.Link.Data.WaitToSendAsync().AsTask().IsCompleted);
            Send(1);
            wait = _host.Link.Data.WaitToSendAsync().AsTask();
            Assert.That(wait.IsCompleted, Is.False);
            Assert.That(_host.Link.WaitToSendAsync().AsTask().IsCompleted);
        });
        Assert.That(wait!.Wait(Guard));
        Assert.That(Enumerable.Range(0, 17).Count(_ => Take() > 0), Is.EqualTo(16));
    }

    [Test]
    public void A_sender_that_waits_is_woken_by_the_links_end()
    {
        InMailbox(() =>
        {
            Enumerable.Range(0, 16).ToList().ForEach(_ => Send(1));
            var wait = _host.Link.Data.WaitToSendAsync().AsTask();
            _host.Link.Detach("gone");
            Assert.That(wait.Wait(Guard));
        });
    }

    [Test]
    public void Detaching_throws_away_what_is_queued_and_nothing_is_queued_any_more()
    {
        Send(1);
        _host.Link.Detach("gone");
        Assert.That(Take(), Is.Zero);
        Send(1);
        Assert.That(Take(), Is.Zero);
    }

    private void InMailbox(Action action) => Assert.That(_host.Group.InvokeAsync(_ => action()).Wait(Guard));

    private void PowerCycle() => Assert.That(_host.Group.InvokeAsync(modem => modem.PowerCycle()).Wait(Guard));

    private int Take()
    {
        using (_host.Link.Data.TryReceive(out var block) ? block : default)
        {
            return block.Length;
        }
    }

    private void Send(int size)
    {
        var writer = new NtbWriter(Large.ToFunction(Large.Format));
        for (var left = size; left > 0; left -= 60_000)
        {
            Assert.That(writer.TryAdd(NtbStream.Dss(7), new byte[Math.Min(left, 60_000)]));
        }

        _host.Link.Data.Send(Transfer.Copy(writer.Finish()));
    }
}
