using MbimEmulator.Profiles;
using MbimEmulator.Tests.Modem;
using MbimProtocol.Messages;
using MbimProtocol.Services.BasicConnectService;
using MbimProtocol.Services.MsVoiceExtensionsService;

namespace MbimEmulator.Tests.Services;

public sealed class NitzTests
{
    private static readonly ModemProfile NewYork = Profile("zone: \"-04:00\", daylightSaving: 60");

    [Test]
    public void The_time_is_told_at_registration_behind_the_registration()
    {
        var bench = Subscribed(NewYork);
        bench.Advance(1000);
        var told = bench.Transcript.FindIndex(line => line.StartsWith("MS Voice Extensions 10 ", StringComparison.Ordinal));
        Assert.That(bench.Transcript[told - 1], Is.EqualTo("REGISTER_STATE Home 00101"));
        Assert.That(bench.Transcript[told], Does.EndWith("10ffffff3c00000020000000"), "-240, 60, LTE");
        Assert.That(bench.Transcript.Count(line => line.StartsWith("MS Voice", StringComparison.Ordinal)), Is.EqualTo(1));
    }

    [Test]
    public void The_data_classes_are_those_of_the_cell()
    {
        var bench = ModemBench.Ready(NewYork with { Network = NewYork.Network with { Cells = [new() { Name = "old", Rat = CellRat.Umts, Provider = "00101", DataClass = DataClass.Umts }] } });
        Assert.That(bench.Query(MsVoiceExtensions.Nitz).Success.DataClasses, Is.EqualTo(DataClass.Umts));
    }

    [Test]
    public void A_query_tells_the_time_of_the_modems_clock_in_utc()
    {
        var bench = ModemBench.Ready(NewYork);
        bench.Advance(3_723_000);
        var now = bench.Clock.GetUtcNow();
        Assert.That(bench.Query(MsVoiceExtensions.Nitz).Success, Is.EqualTo(new NitzInfo
        {
            Year = (uint)now.Year,
            Month = (uint)now.Month,
            Day = (uint)now.Day,
            Hour = (uint)now.Hour,
            Minute = (uint)now.Minute,
            Second = (uint)now.Second,
            TimeZoneOffsetMinutes = unchecked((uint)-240),
            DaylightSavingTimeOffsetMinutes = 60,
            DataClasses = DataClass.Lte,
        }));
    }

    [Test]
    public void Before_a_network_has_told_it_a_query_says_what_the_modem_lacks()
    {
        var bench = new ModemBench();
        bench.Query(MsVoiceExtensions.Nitz).AssertRefused(MbimStatus.NotInitialized);
        bench.Advance(60);
        bench.Query(MsVoiceExtensions.Nitz).AssertRefused(MbimStatus.NotRegistered);
        bench.SetAndWait(BasicConnect.RadioState, new SetRadioState { RadioState = RadioSwitchState.Off });
        bench.Do(modem => modem.Recover());
        bench.Advance(1000);
        bench.Query(MsVoiceExtensions.Nitz).AssertRefused(MbimStatus.RadioPowerOff);
        var silent = ModemBench.Ready(Profile("atRegistration: false"));
        silent.Query(MsVoiceExtensions.Nitz).AssertRefused(MbimStatus.Failure);
        Assert.That(silent.ReadStates("nitz"), Is.EqualTo("unknown"));
        silent.Change("nitz", "+05:45");
        Assert.That(silent.Query(MsVoiceExtensions.Nitz).Success.TimeZoneOffsetMinutes, Is.EqualTo(345));
        Assert.That(silent.ReadStates("nitz"), Is.EqualTo("known"));
    }

    [Test]
    public void Once_told_the_modem_counts_on_until_it_starts_again()
    {
        var bench = ModemBench.Ready();
        bench.Do(modem => modem.LoseCoverage());
        bench.Advance(60_000);
        var info = bench.Query(MsVoiceExtensions.Nitz).Success;
        Assert.That((info.Second, info.DataClasses), Is.EqualTo(((uint)bench.Clock.GetUtcNow().Second, DataClass.None)));
        bench.Do(modem => modem.Recover());
        bench.Advance(1000);
        bench.Query(MsVoiceExtensions.Nitz).AssertRefused(MbimStatus.NotRegistered);
    }

    [TestCase("+14:00", "120", 840u, 120u)]
    [TestCase("-12:00", "0", unchecked((uint)-720), 0u)]
    [TestCase("none", "60", uint.MaxValue, 60u)]
    [TestCase("+00:00", null, 0u, uint.MaxValue)]
    public void The_network_tells_another_zone(string zone, string? daylightSaving, uint offset, uint saving)
    {
        var bench = Subscribed(new ModemProfile());
        bench.Advance(1000);
        bench.Transcript.Clear();
        bench.Change("nitz", [zone, .. daylightSaving is null ? Array.Empty<string>() : [daylightSaving]]);
        Assert.That(bench.Transcript, Has.Count.EqualTo(1));
        var info = bench.Query(MsVoiceExtensions.Nitz).Success;
        Assert.That((info.TimeZoneOffsetMinutes, info.DaylightSavingTimeOffsetMinutes), Is.EqualTo((offset, saving)));
    }

    [TestCase("+14:15", "is not a time zone; expected -12:00 to +14:00")]
    [TestCase("-12:15", "is not a time zone")]
    [TestCase("+1:00", "is not a time zone")]
    [TestCase("01:00", "is not a time zone")]
    [TestCase("+01:10", "is not a time zone")]
    [TestCase("+-1:00", "is not a time zone")]
    [TestCase("+00:00 30", "'30' is not a daylight saving time; expected 0, 60 or 120")]
    public void What_is_no_zone_is_refused(string arguments, string said) =>
        Assert.That(() => ModemBench.Ready().Change("nitz", arguments.Split(' ')), Throws.ArgumentException.With.Message.Contains(said));

    [Test]
    public void A_modem_that_is_not_registered_is_told_nothing()
    {
        var bench = ModemBench.Ready();
        bench.Do(modem => modem.LoseCoverage());
        Assert.That(() => bench.Change("nitz", "+01:00"), Throws.InvalidOperationException.With.Message.Contains("Searching; only a registered one"));
    }

    private static ModemProfile Profile(string nitz) => ModemProfile.Parse("nitz", $"extends: default\nnitz: {{ {nitz} }}\n");

    private static ModemBench Subscribed(ModemProfile profile)
    {
        var bench = new ModemBench(profile);
        bench.Set(BasicConnect.DeviceServiceSubscribeList, new DeviceServiceSubscribeList
        {
            Events = [new EventEntry { DeviceServiceId = BasicConnect.Id, Cids = [9] }, new EventEntry { DeviceServiceId = MsVoiceExtensions.Id, Cids = [10] }],
        });
        return bench;
    }
}
