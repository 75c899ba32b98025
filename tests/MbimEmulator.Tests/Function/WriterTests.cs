using MbimProtocol.Services.BasicConnectService;

namespace MbimEmulator.Tests.Function;

public sealed class WriterTests
{
    [Test]
    public void What_is_written_while_there_is_no_host_does_not_come_to_the_next_one()
    {
        var host = new TestHost();
        host.Open();
        host.Link.Detach("gone");
        host.Function.Indicate(BasicConnect.RadioState, new RadioStateInfo());
        var sent = host.Function.SentMessages;
        host.Link = host.Attach("next");
        host.Query(2, 99);
        Assert.That(host.Received(), Is.EqualTo(["CommandDone 2 NoDeviceSupport"]));
        Assert.That(host.Function.SentMessages, Is.EqualTo(sent + 1));
    }
}
