using MbimEmulator.Card;
using MbimEmulator.Changes;
using MbimEmulator.Modem.Core;
using MbimEmulator.Modem.Sim;
using MbimEmulator.Profiles;
using MbimEmulator.Tests.Modem;
using MbimProtocol.Encoding;
using MbimProtocol.Messages;
using MbimProtocol.Services.AuthService;
using MbimProtocol.Services.BasicConnectService;
using MbimProtocol.Services.MsUiccLowLevelAccessService;

namespace MbimEmulator.Tests.Services;

/// <summary>A modem whose SIM is a card from outside, which answers late, wrongly, or not at all.</summary>
public class CardOutsideTests
{
    private static readonly byte[] RefreshFiles = Convert.FromHexString("d009810301010182028182");
    private static readonly byte[] RefreshReset = Convert.FromHexString("d009810301010482028182");
    private static readonly MbimArray<byte> Usim = [0xA0, 0x00, 0x00, 0x00, 0x87, 0x10, 0x02];

    [Test]
    public void The_card_is_read_and_gone_and_the_next_one_is_read()
    {
        var bench = CardOutside.Bench();
        bench.Advance(1000);
        Assert.That(StateOf(bench), Is.EqualTo(SubscriberReadyState.SimNotInserted));
        for (var i = 0; i < 2; i++)
        {
            var card = new CardOutside(bench);
            card.Insert();
            Assert.That(StateOf(bench), Is.EqualTo(SubscriberReadyState.NotInitialized));
            card.Serve();
            var ready = bench.Query(BasicConnect.SubscriberReadyStatus).Success;
            Assert.That((ready.ReadyState, ready.SubscriberId), Is.EqualTo((SubscriberReadyState.Initialized, "001010123456789")));
            Assert.That(bench.Query(BasicConnect.RegisterState).Success.RegisterState, Is.EqualTo(RegisterState.Home));
            card.Remove();
            Assert.That(StateOf(bench), Is.EqualTo(SubscriberReadyState.SimNotInserted));
            Assert.That(((SubscriberReadyInfo)bench.Notified["SUBSCRIBER_READY_STATUS"]).ReadyState, Is.EqualTo(SubscriberReadyState.SimNotInserted));
        }
    }

    [Test]
    public void Files_that_are_asked_for_before_the_card_has_answered_are_read_one_behind_the_other()
    {
        var bench = CardOutside.Bench();
        var card = new CardOutside(bench);
        card.Insert();
        card.Serve();
        var key = bench.Query(MsUiccLowLevelAccess.ReadBinary, new UiccAccessBinary { AppId = Usim, FilePath = [0x7F, 0xFF, 0x6F, 0x08], NumberOfBytes = 2 });
        var sizes = bench.Query(MsUiccLowLevelAccess.ReadBinary, new UiccAccessBinary { AppId = Usim, FilePath = [0x7F, 0xFF, 0x6F, 0xAD], FileOffset = 3, NumberOfBytes = 1 });
        var first = bench.Query(MsUiccLowLevelAccess.ReadRecord, new UiccAccessRecord { FilePath = [0x3F, 0x00, 0x2F, 0x00], RecordNumber = 1 });
        card.Serve();
        Assert.That(key.Success.ResponseData, Is.EqualTo((MbimArray<byte>)[0x07, 0xFF]));
        Assert.That(sizes.Success.ResponseData, Is.EqualTo((MbimArray<byte>)[0x02]));
        Assert.That(first.Success.ResponseData[0], Is.EqualTo(0x61));
    }

    [Test]
    public void A_card_that_leaves_inside_a_command_is_a_SIM_that_was_taken_out()
    {
        Check((bench, card) => bench.Set(MsUiccLowLevelAccess.OpenChannel, new SetUiccOpenChannel { AppId = Usim }));
        Check((bench, card) => bench.Query(MsUiccLowLevelAccess.ApplicationList));
        Check((bench, card) => bench.Query(MsUiccLowLevelAccess.ReadBinary, new UiccAccessBinary { Version = 1, FilePath = [0x3F, 0x00, 0x2F, 0xE2] }));
        Check((bench, card) => bench.Set(BasicConnect.Pin, new SetPin { PinType = PinType.Pin1, PinOperation = PinOperation.Enter, Pin = "1234" }));
        Check((bench, card) => bench.Query(Auth.Aka, new AuthAkaQuery { Rand = [.. new byte[16]], Autn = [.. new byte[16]] }));
        Check((bench, card) =>
        {
            Open(bench, card);
            return bench.Set(MsUiccLowLevelAccess.Apdu, new SetUiccApdu { Channel = 1, Command = [0x00, 0xF2, 0x00, 0x00, 0x00] });
        });
        Check((bench, card) =>
        {
            Open(bench, card);
            return bench.Set(MsUiccLowLevelAccess.CloseChannel, new SetUiccCloseChannel { Channel = 1 });
        });

        static void Check<T>(Func<ModemBench, CardOutside, Reply<T>> ask)
            where T : IInformationBuffer<T>
        {
            var bench = CardOutside.Bench();
            var card = new CardOutside(bench);
            card.Insert();
            card.Serve();
            var reply = ask(bench, card);
            bench.Advance(1000);
            Assert.That(reply.Status, Is.Null, "the card has not answered");
            Assert.That(bench.Query(BasicConnect.RadioState).Status, Is.EqualTo(MbimStatus.Success), "the modem does not wait for it");
            card.Remove();
            reply.AssertRefused(MbimStatus.SimNotInserted);
            Assert.That(StateOf(bench), Is.EqualTo(SubscriberReadyState.SimNotInserted));
        }
    }

    [Test]
    public void A_card_that_says_nothing_holds_up_nothing_else()
    {
        var bench = CardOutside.Bench();
        var card = new CardOutside(bench);
        card.Insert();
        bench.Advance(4_900);
        Assert.That(card.Commands, Has.Count.EqualTo(1));
        Assert.That(StateOf(bench), Is.EqualTo(SubscriberReadyState.NotInitialized));
        Assert.That(bench.Query(BasicConnect.RadioState).Status, Is.EqualTo(MbimStatus.Success));
        bench.Do(modem => modem.EjectSim());
        Assert.That(StateOf(bench), Is.EqualTo(SubscriberReadyState.SimNotInserted));
        bench.Do(modem => modem.InsertSim());
        Assert.That((card.Resets, StateOf(bench)), Is.EqualTo((2, SubscriberReadyState.NotInitialized)));
        card.Serve();
        Assert.That(StateOf(bench), Is.EqualTo(SubscriberReadyState.Initialized));
    }

    [TestCase("6100")]
    [TestCase("006101")]
    [TestCase("6c00")]
    [TestCase("9000")]
    [TestCase("6200")]
    [TestCase("00")]
    public void The_same_answer_to_everything_comes_to_an_end(string answer)
    {
        var bench = CardOutside.Bench();
        var card = new CardOutside(bench, (_, _) => Convert.FromHexString(answer));
        card.Insert();
        card.Serve();
        Assert.That(StateOf(bench), Is.EqualTo(SubscriberReadyState.BadSim));
    }

    [Test]
    public void An_answer_in_pieces_ends_after_1024_of_them()
    {
        var bench = CardOutside.Bench();
        var isEndless = false;
        var card = new CardOutside(bench, (_, answer) => isEndless ? [0x01, 0x61, 0x00] : answer);
        card.Insert();
        card.Serve();
        Open(bench, card);
        isEndless = true;
        var reply = bench.Set(MsUiccLowLevelAccess.Apdu, new SetUiccApdu { Channel = 1, Command = [0x00, 0xF2, 0x00, 0x00, 0x00] });
        Assert.That(card.Serve(), Is.EqualTo(1025));
        Assert.That((reply.Success.Status, reply.Success.Response.Count), Is.EqualTo((0x61u, 1025)));
    }

    [TestCase("files")]
    [TestCase("reset")]
    [TestCase("other")]
    [TestCase("nothing")]
    public void No_more_than_64_proactive_commands_follow_one_another(string kind)
    {
        byte[] command = kind switch { "files" => RefreshFiles, "reset" => RefreshReset, "other" => [.. RefreshFiles.AsSpan(0, 5), 0x21, .. RefreshFiles.AsSpan(6)], _ => [0xD0, 0x00] };
        var bench = CardOutside.Bench();
        var card = new CardOutside(bench, (asked, answer) =>
            asked[1] == 0x12 ? [.. command, 0x91, (byte)command.Length] : answer is [.., 0x90, 0x00] ? [.. answer.AsSpan(..^2), 0x91, (byte)command.Length] : answer);
        card.Insert();
        card.Serve();
        Assert.That(card.Commands.Count(asked => asked[1] == 0x12), Is.EqualTo(SimToolkit.MaxInARow));
        Assert.That(StateOf(bench), Is.EqualTo(SubscriberReadyState.Initialized));
        Assert.That(card.Resets, Is.EqualTo(kind == "reset" ? 1 + SimToolkit.MaxInARow : 1));

        bench.Do(modem => modem.PowerCycle());
        card.Serve();
        Assert.That(card.Commands.Count(asked => asked[1] == 0x12), Is.EqualTo(2 * SimToolkit.MaxInARow));
    }

    [Test]
    public void A_card_that_wants_something_now_and_then_is_obeyed_each_time()
    {
        var bench = CardOutside.Bench();
        var wants = false;
        var card = new CardOutside(bench, (asked, answer) =>
        {
            if (asked[1] == 0x12)
            {
                wants = false;
                return [.. RefreshFiles, 0x90, 0x00];
            }

            return asked[1] == 0x14 ? [0x90, 0x00] : wants && answer is [.., 0x90, 0x00] ? [.. answer.AsSpan(..^2), 0x91, (byte)RefreshFiles.Length] : answer;
        });
        card.Insert();
        card.Serve();
        Open(bench, card);
        for (var i = 1; i <= 100; i++)
        {
            wants = true;
            bench.Set(MsUiccLowLevelAccess.Apdu, new SetUiccApdu { Channel = 1, Command = [0x00, 0xB0, 0x00, 0x00, 0x01] });
            bench.Query(MsUiccLowLevelAccess.ReadBinary, new UiccAccessBinary { Version = 1, FilePath = [0x3F, 0x00, 0x2F, 0xE2] });
            card.Serve();
            Assert.That(card.Commands.Count(asked => asked[1] == 0x12), Is.EqualTo(i));
        }
    }

    [TestCase("620a820241218002ffff8a0105", 129 * 10, TestName = "A_file_of_65535_bytes_is_read_as_far_as_offsets_go")]
    [TestCase("620d8205422100010a8002ffff8a0105", 254 * 10, TestName = "A_file_of_65535_records_is_read_as_far_as_numbers_go")]
    [TestCase("620d820542210000008002ffff8a0105", 0, TestName = "Records_of_no_bytes_are_not_read")]
    [TestCase("620d8205422101000080020200" + "8a0105", 0, TestName = "Records_of_256_bytes_are_not_read")]
    [TestCase("620b820241218004ffffffff8a0105", 0, TestName = "A_size_of_four_bytes_is_none")]
    [TestCase("6282ffff820241218002ffff", 0, TestName = "A_template_that_is_longer_than_the_answer_is_none")]
    [TestCase("62", 0, TestName = "Half_a_template_is_none")]
    public void A_template_of_a_file(string template, int reads)
    {
        var bench = CardOutside.Bench();
        var card = new CardOutside(bench, (asked, answer) => asked switch
        {
            [_, 0xA4, 0x00, 0x04, ..] => Convert.FromHexString(template + "9000"),
            [_, 0xB0 or 0xB2, ..] => [.. new byte[asked[4] == 0 ? 256 : asked[4]], 0x90, 0x00],
            _ => answer,
        });
        card.Insert();
        card.Serve();
        Assert.That(card.Commands.Count(asked => asked[1] is 0xB0 or 0xB2), Is.EqualTo(reads));
        Assert.That(StateOf(bench), Is.EqualTo(SubscriberReadyState.BadSim), "it has no IMSI");
    }

    [Test]
    public void What_is_more_than_MBIM_takes_is_left_out()
    {
        // Files of 254 records, or of 32 KB.
        var records = Convert.FromHexString("620d8205422100fffe8002fd028a0105" + "9000");
        var bytes = Convert.FromHexString("620a820241218002ffff8a0105" + "9000");
        var numbers = Convert.FromHexString("620d8205422100fffe8002" + "09f6" + "8a0105" + "9000");
        byte[] name = [0x43, 0x81, 0xF9, 0x90, .. Enumerable.Repeat<byte>(0x41, 248), 0xFF, 0xFF];
        byte[] rule = [0x00, 0xF1, 0x10, 0x00, 0x00, 0xFF, 0xFE, 0x01, .. new byte[247]];
        var selected = 0;
        var bench = CardOutside.Bench();
        var card = new CardOutside(bench, (asked, answer) =>
        {
            if (asked is [_, 0xA4, 0x00, 0x04, ..])
            {
                selected = (asked[5] << 8) | asked[6];
                return selected is 0x6F07 or 0x6F60 ? answer : selected is 0x6FC5 or 0x6FC6 ? records : selected == 0x6F40 ? numbers : bytes;
            }

            return asked switch
            {
                [_, 0xC0, ..] or [_, 0xB0, ..] when selected is 0x6F07 or 0x6F60 => answer,
                [_, 0xB0, ..] => [.. Enumerable.Repeat<byte>(0x11, asked[4]), 0x90, 0x00],
                [_, 0xB2, ..] when selected == 0x6FC5 => [.. name, 0x90, 0x00],
                [_, 0xB2, ..] when selected == 0x6FC6 => [.. rule, 0x90, 0x00],
                [_, 0xB2, ..] => [.. Enumerable.Repeat<byte>(0x11, 241), 0x0B, 0x91, .. Enumerable.Repeat<byte>(0x11, 12), 0x90, 0x00],
                _ => answer,
            };
        });
        card.Insert();
        card.Serve();
        var ready = bench.Query(BasicConnect.SubscriberReadyStatus).Success;
        Assert.Multiple(() =>
        {
            Assert.That(ready.ReadyState, Is.EqualTo(SubscriberReadyState.Initialized));
            Assert.That(ready.SimIccId, Is.EqualTo("11111111111111111111"));
            Assert.That(ready.TelephoneNumbers, Has.Count.EqualTo(10).And.All.EqualTo("+11111111111111111111"));
            Assert.That(bench.Query(BasicConnect.HomeProvider).Success.Provider.ProviderName, Is.EqualTo("________________"), "17 bytes of EF_SPN");
            Assert.That(NetworkName.Read(name), Has.Length.EqualTo(20));
            Assert.That(ProviderLists.Read([.. Enumerable.Repeat<byte>(0x11, 65_535)], 5), Has.Count.EqualTo(256));
        });
    }

    [Test]
    public void Random_answers_leave_a_modem_that_works()
    {
        for (var seed = 0; seed < 200; seed++)
        {
            var random = new Random(seed);
            var bench = CardOutside.Bench();
            var card = new CardOutside(bench, (_, answer) => Change(random, answer));
            card.Insert();
            card.Serve(100_000);
            bench.Query(MsUiccLowLevelAccess.ApplicationList);
            bench.Query(MsUiccLowLevelAccess.FileStatus, new UiccFilePath { Version = 1, AppId = Usim, FilePath = [0x7F, 0xFF, 0x6F, 0x07] });
            bench.Query(MsUiccLowLevelAccess.ReadRecord, new UiccAccessRecord { Version = 1, AppId = Usim, FilePath = [0x7F, 0xFF, 0x6F, 0x40], RecordNumber = 1 });
            bench.Set(MsUiccLowLevelAccess.OpenChannel, new SetUiccOpenChannel { AppId = Usim });
            bench.Query(Auth.Aka, new AuthAkaQuery { Rand = [.. new byte[16]], Autn = [.. new byte[16]] });
            card.Serve(100_000);
            Assert.That(bench.CloseReason, Is.Null, $"seed {seed}");
            card.Remove();
            var good = new CardOutside(bench);
            good.Insert();
            good.Serve();
            Assert.That(StateOf(bench), Is.EqualTo(SubscriberReadyState.Initialized), $"seed {seed}");
        }
    }

    [Test]
    public void What_only_the_emulators_own_card_can_do_is_refused()
    {
        var bench = CardOutside.Bench();
        Assert.Multiple(() =>
        {
            Assert.That(() => bench.Modem.InsertSim(new SimProfile()), Throws.InvalidOperationException.With.Message.EqualTo("The SIM is a card from outside (sim.reader: 127.0.0.1:0); connect another card there."));
            Assert.That(() => bench.Modem.BlockPin(), Throws.InvalidOperationException.With.Message.EqualTo(
                "The SIM is a card from outside (sim.reader: 127.0.0.1:0), which the emulator cannot change; change it where it is."));
            Assert.That(() => new ModemBench().Modem.InsertSim(new SimProfile { Reader = "127.0.0.1:1" }), Throws.InvalidOperationException.With.Message.Contains("needs a profile with sim.reader"));
            Assert.That(() => new ModemBench().Modem.TakeCard(new CardOutside(bench)), Throws.InvalidOperationException.With.Message.Contains("needs a profile with sim.reader"));
        });
        Assert.That(() => Apdu(), Throws.InvalidOperationException.With.Message.EndsWith("which has one session, the modem's; say shared."));
        var card = new CardOutside(bench);
        card.Insert();
        card.Serve();
        Assert.That(Apdu("shared"), Does.Contain("has not answered yet"));
        Assert.That(card.Serve(), Is.EqualTo(1));
        Assert.That(() => bench.Modem.TakeCard(new CardOutside(bench)), Throws.InvalidOperationException.With.Message.Contains("take it out first"));

        string Apdu(params string[] shared) => bench.Group.ChangeAsync(ModemChange.Of("sim-apdu", ["00a4000c023f00", .. shared])).GetAwaiter().GetResult();
    }

    [Test]
    public void A_broken_slot_has_no_card_until_it_is_mended()
    {
        var bench = CardOutside.Bench();
        var card = new CardOutside(bench);
        card.Insert();
        card.Serve();
        bench.Do(modem => modem.InsertSim(modem.Profile.Sim with { Condition = SimCondition.Bad }));
        Assert.That(StateOf(bench), Is.EqualTo(SubscriberReadyState.BadSim));
        bench.Do(modem => modem.InsertSim());
        card.Serve();
        Assert.That(StateOf(bench), Is.EqualTo(SubscriberReadyState.Initialized));
    }

    [Test]
    public void What_is_kept_is_the_slot_and_not_the_card()
    {
        var bench = CardOutside.Bench();
        bench.Do(modem => modem.EjectSim());
        var text = ModemSnapshots.ToJson(new Dictionary<string, ModemSnapshot> { ["m"] = bench.Modem.TakeSnapshot() });
        Assert.That(text, Does.Contain("\"reader\": \"127.0.0.1:0\"").And.Not.Contain("iccId").And.Not.Contain("AttemptsLeft"));
        var kept = ModemSnapshots.Parse("s", text, new Dictionary<string, string>())["m"];
        var again = new ModemBench(ModemProfile.Parse("p", "sim: { reader: \"127.0.0.1:9\" }\nslots: []"), snapshot: kept);
        var card = new CardOutside(again);
        card.Insert();
        Assert.That((card.Serve(), StateOf(again)), Is.EqualTo((0, SubscriberReadyState.SimNotInserted)), "it was ejected");
        Assert.That(() => new ModemBench(snapshot: kept), Throws.TypeOf<ModemSnapshotException>().With.Message.Contains("Use another state file"));
        Assert.That(() => new ModemBench(bench.Modem.Profile, snapshot: new ModemBench().Modem.TakeSnapshot()), Throws.TypeOf<ModemSnapshotException>().With.Message.Contains("Use another state file"));
    }

    private static byte[] Change(Random random, byte[] answer)
    {
        switch (random.Next(12))
        {
            case 0:
                answer = new byte[random.Next(2, 259)];
                random.NextBytes(answer);
                return answer;
            case 1:
                return [.. answer.AsSpan(..^2), 0x61, (byte)random.Next(256)];
            case 2:
                return [.. answer.AsSpan(..^2), 0x91, (byte)random.Next(256)];
            case 3 when answer.Length > 2:
                answer[random.Next(answer.Length - 2)] = (byte)random.Next(256);
                return answer;
            case 4 when answer.Length > 2:
                return [.. answer.AsSpan(..random.Next(answer.Length - 2)), 0x90, 0x00];
            default:
                return answer;
        }
    }

    private static void Open(ModemBench bench, CardOutside card)
    {
        var opened = bench.Set(MsUiccLowLevelAccess.OpenChannel, new SetUiccOpenChannel { AppId = Usim });
        card.Serve();
        Assert.That(opened.Success.Channel, Is.EqualTo(1));
    }

    private static SubscriberReadyState StateOf(ModemBench bench) => bench.Query(BasicConnect.SubscriberReadyStatus).Success.ReadyState;
}
