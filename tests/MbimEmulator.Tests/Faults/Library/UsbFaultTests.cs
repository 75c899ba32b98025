using MbimEmulator.Links;
using MbimEmulator.Tests.Function;
using MbimProtocol.Messages;
using MbimProtocol.Services.BasicConnectService;

namespace MbimEmulator.Tests.Faults.Library;

public sealed class UsbFaultTests
{
    [Test]
    public void T39_an_answer_comes_without_RESPONSE_AVAILABLE()
    {
        var bench = OnUsb("T39", ("times", "2"));
        Assert.That(
            Enumerable.Range(0, 3).Select(_ => Ask(bench).Response),
            Is.EqualTo(new[] { EncapsulatedResponse.NotAnnounced, EncapsulatedResponse.NotAnnounced, EncapsulatedResponse.Announced }));
    }

    [Test]
    public void T40_GET_ENCAPSULATED_RESPONSE_stalls_or_gives_nothing()
    {
        Assert.That(Ask(OnUsb("T40")).Response, Is.EqualTo(EncapsulatedResponse.Stalled));
        var bench = OnUsb("T40", ("with", "empty"));
        Assert.That(Ask(bench).Response, Is.EqualTo(EncapsulatedResponse.Empty));
        Assert.That(Ask(bench).Response, Is.EqualTo(EncapsulatedResponse.Announced));
    }

    [Test]
    public void T41_an_answer_is_longer_than_what_the_descriptor_says()
    {
        var bench = OnUsb("T41");
        var (bytes, _) = Ask(bench);
        var sound = bench.TakeSoundAnswer();
        Assert.That(bytes, Has.Length.EqualTo(sound.Length + 4096));
        Assert.That(MessageHeader.Read(bytes).Length, Is.EqualTo(bytes.Length));
        Assert.That(bytes[52..sound.Length], Is.EqualTo(sound[52..]));
    }

    [Test]
    public void T43_the_device_is_gone_and_comes_back()
    {
        var bench = OnUsb("T43", ("after", "5s"));
        bench.Query(BasicConnect.SignalState);
        Assert.That((bench.Host.Link.CloseReason is not null, bench.Host.Group.IsPluggedIn), Is.EqualTo((true, false)));
        Assert.That(bench.Take(), Is.Empty);
        bench.Advance(4999);
        Assert.That(bench.Host.Group.IsPluggedIn, Is.False);
        bench.Advance(1);
        Assert.That(bench.Host.Group.IsPluggedIn);
        bench.Host.Link.Detach("gone");
        bench.Host.Link = bench.Host.Attach("again", CarrierKind.Usb);
        bench.Open();
        Assert.That(bench.Take(), Has.Length.EqualTo(1));
    }

    [Test]
    public void T44_the_bus_is_reset_during_a_command()
    {
        var resets = 0;
        var bench = OnUsb("T44");
        bench.Host.Link.Detach("another");
        bench.Host.Link = bench.Host.Group.CreateLink(new ModemLinkOptions { Name = "usb", Carrier = CarrierKind.Usb, BusReset = () => resets++ });
        Assert.That(TestHost.Wait(bench.Host.Link.AttachAsync()));
        bench.Open();
        bench.Fresh();
        bench.Query(BasicConnect.SignalState);
        Assert.That((resets, bench.Host.Function.IsOpen, bench.Host.Link.CloseReason), Is.EqualTo((1, false, (string?)null)));
        Assert.That(bench.Take(), Is.Empty);
        bench.Query(BasicConnect.SignalState);
        Assert.That(TestHost.Text(bench.Take().Single()), Does.StartWith("FunctionError").And.Contain("NotOpened"));
    }

    [TestCase("T39")]
    [TestCase("T40")]
    public void What_usb_alone_has_leaves_other_carriers_alone(string fault)
    {
        var bench = new LibraryBench(TestHost.Quiet, CarrierKind.Stream, fault);
        bench.Open();
        bench.Fresh();
        bench.Query(BasicConnect.SignalState);
        Assert.That(bench.Take(), Is.EqualTo(bench.TakeSound()));
    }

    private static LibraryBench OnUsb(string fault, params (string Name, string Value)[] given)
    {
        var bench = new LibraryBench(TestHost.Quiet, CarrierKind.Usb, fault, given);
        bench.Open();
        return bench.Fresh();
    }

    private static (byte[] Bytes, EncapsulatedResponse Response) Ask(LibraryBench bench)
    {
        bench.Query(BasicConnect.SignalState);
        Assert.That(bench.Host.Link.TryReceive(out var transfer, out var response));
        using (transfer)
        {
            return (transfer.Span.ToArray(), response);
        }
    }
}
