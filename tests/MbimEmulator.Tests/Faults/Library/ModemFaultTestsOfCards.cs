using MbimEmulator.Tests.Modem;
using MbimProtocol.Encoding;
using MbimProtocol.Messages;
using MbimProtocol.Services.BasicConnectService;
using MbimProtocol.Services.MsUiccLowLevelAccessService;
using static MbimEmulator.Tests.Faults.Library.ModemFaultBench;
using static MbimEmulator.Tests.Services.UiccHost;

namespace MbimEmulator.Tests.Faults.Library;

public sealed class ModemFaultTestsOfCards
{
    [Test]
    public void M14_the_channels_are_exhausted()
    {
        var bench = Ready("M14", ("channels", "2"));
        Assert.That((Open(bench).Success.Channel, Open(bench).Success.Channel), Is.EqualTo((1u, 2u)));
        for (var i = 0; i < 2; i++)
        {
            var refused = Open(bench).AssertRefusedWhole(MbimStatus.MsUiccNoLogicalChannels);
            Assert.That(UiccStatus.ToStatusWords(refused.Status), Is.EqualTo(0x6A81));
        }

        Assert.That(Transmit(bench, 1, ReadImsi).Status, Is.EqualTo(MbimStatus.Success), "the open ones go on");
    }

    [Test]
    public void M16_closed_channels_stay_open()
    {
        var bench = Ready("M16");
        for (var i = 1; i <= 19; i++)
        {
            var channel = Open(bench).Success.Channel;
            Assert.That(channel, Is.EqualTo(i));
            Assert.That(Close(bench, channel).Success.Status, Is.EqualTo(0x90));
            Transmit(bench, channel, ReadImsi).AssertRefused(MbimStatus.MsUiccInvalidLogicalChannel);
        }

        Open(bench).AssertRefusedWhole(MbimStatus.MsUiccNoLogicalChannels);
        bench.Set(MsUiccLowLevelAccess.Reset, new SetUiccReset());
        bench.Advance(1000);
        Assert.That(Open(bench).Success.Channel, Is.EqualTo(1));
    }

    [Test]
    public void M17_the_extended_class_is_refused()
    {
        var bench = Ready("M17");
        Open(bench);
        bench.Set(MsUiccLowLevelAccess.Apdu, new SetUiccApdu { Channel = 1, Command = SelectImsi, ClassByteType = UiccClassByteType.Extended }).AssertRefused(MbimStatus.InvalidParameters);
        Assert.That(Transmit(bench, 1, SelectImsi).Success.Status, Is.EqualTo(0x90));

        bench = Ready("M17", ("variant", "card"));
        for (var i = 0; i < 3; i++)
        {
            Open(bench);
        }

        Assert.That(UiccStatus.ToStatusWords(Open(bench).AssertRefusedWhole(MbimStatus.MsUiccSelectFailed).Status), Is.EqualTo(0x6E00));
        Assert.That(Transmit(bench, 3, SelectImsi).Success.Status, Is.EqualTo(0x90));
    }

    [Test]
    public void M18_a_command_without_le_is_refused()
    {
        var bench = Ready("M18");
        bench.Set(MsUiccLowLevelAccess.OpenChannel, new SetUiccOpenChannel { AppId = Usim, SelectP2Arg = 4 }).AssertRefusedWhole(MbimStatus.MsUiccSelectFailed);
        Assert.That(bench.Query(BasicConnect.SubscriberReadyStatus).Success.ReadyState, Is.EqualTo(SubscriberReadyState.Initialized), "the modem's own commands have one, or need none");
    }

    [Test]
    public void M19_the_host_has_to_ask_for_the_rest()
    {
        var bench = Ready("M19");
        Open(bench);
        var first = Transmit(bench, 1, [0x00, 0xA4, 0x08, 0x04, 0x04, 0x7F, 0xFF, 0x6F, 0x07, 0x00]).Success;
        var words = UiccStatus.ToStatusWords(first.Status);
        Assert.That((words >> 8, first.Response.Count), Is.EqualTo((0x61, 0)));
        var rest = Transmit(bench, 1, [0x00, 0xC0, 0x00, 0x00, (byte)words]).Success;
        Assert.That((rest.Status, rest.Response.Count, rest.Response[0]), Is.EqualTo((0x90u, words & 0xFF, 0x62)));
    }

    [TestCase("answer")]
    [TestCase("command")]
    public void M34_the_sim_is_mute(string variant)
    {
        var bench = Ready("M34", ("variant", variant), ("times", "1"), ("instruction", "d6"));
        Open(bench);
        Transmit(bench, 1, [0x00, 0xA4, 0x08, 0x0C, 0x04, 0x7F, 0xFF, 0x6F, 0x08]);
        var reply = Transmit(bench, 1, [0x00, 0xD6, 0x00, 0x00, 0x01, 0x05]);
        bench.Advance(4_999);
        Assert.That(reply.Status, Is.Null);
        bench.Advance(1);
        reply.AssertRefused(MbimStatus.Failure);
        Assert.That(Transmit(bench, 1, [0x00, 0xB0, 0x00, 0x00, 0x01]).Success.Response, Is.EqualTo((MbimArray<byte>)[(byte)(variant == "answer" ? 5 : 7)]), "whether it was done");
    }

    [Test]
    public void M34_the_modem_itself_finds_no_card_that_answers()
    {
        var bench = ModemFaultBench.Start("M34", ("instruction", "a4"));
        bench.Advance(600_000);
        Assert.That(bench.Query(BasicConnect.SubscriberReadyStatus).Success.ReadyState, Is.EqualTo(SubscriberReadyState.BadSim));
    }

    [Test]
    public void M35_the_sim_loses_contact_inside_a_command()
    {
        var bench = Ready("M35");
        // OPEN_CHANNEL's own SELECT is the first command on a channel of the host.
        Open(bench).AssertRefused(MbimStatus.SimNotInserted);
        bench.Query(MsUiccLowLevelAccess.Atr).AssertRefused(MbimStatus.SimNotInserted);
        Assert.That(((SubscriberReadyInfo)bench.Notified["SUBSCRIBER_READY_STATUS"]).ReadyState, Is.EqualTo(SubscriberReadyState.SimNotInserted));
        bench.Advance(3000);
        Assert.That(((SubscriberReadyInfo)bench.Notified["SUBSCRIBER_READY_STATUS"]).ReadyState, Is.EqualTo(SubscriberReadyState.Initialized));
        Assert.That(Open(bench).Success.Channel, Is.EqualTo(1), "the SIM was reset");
    }

    [Test]
    public void M36_another_program_uses_up_the_attempts()
    {
        var bench = Locked("M36", ("times", "0"));
        for (var left = 2u; left > 0; left--)
        {
            Assert.That(Asked(bench), Is.EqualTo((PinType.Pin1, PinState.Locked, left)));
        }

        Assert.That(Asked(bench), Is.EqualTo((PinType.Puk1, PinState.Locked, 10u)));
    }

    private static (PinType, PinState, uint) Asked(ModemBench bench)
    {
        var reply = bench.Query(BasicConnect.Pin);
        bench.Advance(1);
        return (reply.Success.PinType, reply.Success.PinState, reply.Success.RemainingAttempts);
    }
}
