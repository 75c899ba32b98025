using System.Buffers;
using MbimEmulator.Links;
using MbimEmulator.Tests.Function;
using MbimProtocol.Messages;

namespace MbimEmulator.Tests.Links;

[Description("A client in the same process is handed what waited before it began, first and once")]
public sealed class PushTests
{
    [Test]
    public void What_waits_when_a_client_begins_is_handed_over_before_what_comes_next()
    {
        var host = new TestHost();
        host.Handle(1, (transaction, _) => transaction.Complete());
        host.Open();
        host.Query(2, 1);
        var received = new List<string>();
        new LinkTransport(host.Link).Begin(transfer => received.Add(TestHost.Text(transfer)), () => received.Add("ended"));
        host.Query(3, 1);
        host.Link.Close("enough");
        Assert.That(received, Is.EqualTo(["OpenDone 1 Success", "CommandDone 2 Success", "CommandDone 3 Success", "ended"]));
    }

    [Test]
    public void What_waits_on_a_closed_link_is_handed_over_before_its_end_is_told()
    {
        var host = new TestHost();
        host.Open();
        host.Link.Close("enough");
        var received = new List<string>();
        new LinkTransport(host.Link).Begin(transfer => received.Add(TestHost.Text(transfer)), () => received.Add("ended"));
        Assert.That(received, Is.EqualTo(["OpenDone 1 Success", "ended"]));
    }

    [Test]
    public async Task Answers_that_cross_the_beginning_come_once_each_and_in_order()
    {
        const int Count = 40;
        await using var group = new ModemGroup(new ModemGroupOptions { Profile = TestHost.Quiet });
        for (var round = 0; round < 50; round++)
        {
            var link = group.CreateLink(new ModemLinkOptions { Name = $"round {round}" });
            Assert.That(await link.AttachAsync());
            var received = new List<uint>();
            var all = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            var sending = Task.Run(() =>
            {
                for (var id = 1u; id <= Count; id++)
                {
                    var buffer = new ArrayBufferWriter<byte>();
                    MbimMessageWriter.WriteOpen(buffer, id, 4096);
                    link.Send(Transfer.Copy(buffer.WrittenSpan));
                }
            });
            new LinkTransport(link).Begin(
                transfer =>
                {
                    received.Add(MessageHeader.Read(transfer).TransactionId);
                    if (received.Count == Count)
                    {
                        all.TrySetResult();
                    }
                },
                () => { });
            await sending;
            await all.Task.WaitAsync(TimeSpan.FromSeconds(30));
            link.Detach("done");
            await group.InvokeAsync(_ => { });
            Assert.That(received, Is.EqualTo(Enumerable.Range(1, Count)));
        }
    }
}
