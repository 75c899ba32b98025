using MbimClient.Mbn;
using MbimEmulator.Changes;
using MbimEmulator.Journal;
using MbimEmulator.Links;
using MbimEmulator.Modem;
using MbimEmulator.Patterns;
using MbimEmulator.Time;
using MbimProtocol.Services.BasicConnectService;

namespace MbimEmulator.Testing.Tests;

internal sealed class EmulatedModemTests
{
    private const string SlowAnswers = """
        schemaVersion: 1
        rules:
          - name: slow
            fault: T01-slow-boot-open
        """;

    private static readonly SetConnect Internet = new()
    {
        ActivationCommand = ActivationCommand.Activate,
        AccessString = "internet",
        IpType = ContextIpType.IPv4,
        ContextType = ContextTypes.Internet,
    };

    [Test]
    public async Task A_test_opens_its_modem_and_asks_it()
    {
        await using var modem = await EmulatedModem.StartAsync(o => o.Profile("sim-pin").Seed(42));
        await using var device = await modem.ConnectAsync();

        var radio = await device.QueryAsync(BasicConnect.RadioState);

        Assert.That(radio.HwRadioState, Is.EqualTo(RadioSwitchState.On));
        Assert.That(modem.Group.Modem.Profile.Name, Is.EqualTo("sim-pin"));
        Assert.That((await modem.State.ReadAsync()).IsOpen, Is.True);
    }

    [Test]
    public async Task What_is_done_to_the_modem_shows_in_its_state_and_in_the_journal()
    {
        await using var modem = await EmulatedModem.StartAsync();

        await modem.State.EjectSimAsync();
        await modem.State.SetSignalAsync(7);

        var state = await modem.State.ReadAsync();
        Assert.That(state.SubscriberReady.ReadyState, Is.EqualTo(SubscriberReadyState.SimNotInserted));
        Assert.That(state.Signal.Rssi, Is.EqualTo(7));
        Assert.That(modem.Journal.Read().Count(entry => entry.Kind == JournalEntryKind.State), Is.EqualTo(2));
    }

    [Test]
    public async Task What_the_host_has_written_to_the_sim_is_in_its_files()
    {
        await using var modem = await EmulatedModem.StartAsync(o => o.Clock(new VirtualClock()).Registered());
        await using var device = await modem.ConnectAsync();
        await device.SetAsync(BasicConnect.PreferredProviders, new PreferredProviders { Providers = [new Provider { ProviderId = "26202", ProviderName = "Other" }] });

        var files = await modem.State.ReadSimFilesAsync();

        Assert.That(files.Files.Single(file => file.Path == "usim/6f60").Content!.Value.Take(3), Is.EqualTo(new byte[] { 0x62, 0xF2, 0x20 }));
        await modem.State.EjectSimAsync();
        Assert.That(modem.State.ReadSimFilesAsync, Throws.InvalidOperationException.With.Message.Contains("no SIM"));
    }

    [TestCase(false)]
    [TestCase(true)]
    public async Task A_modem_that_has_registered_takes_a_connect_at_once(bool isVirtual)
    {
        await using var modem = await EmulatedModem.StartAsync(o => (isVirtual ? o.Clock(new VirtualClock()) : o).Registered());
        Assert.That(modem.Group.DescribeStage(), Is.EqualTo("attached"));
        await using var device = await modem.ConnectAsync();
        var connecting = device.SetAsync(BasicConnect.Connect, Internet);
        await modem.State.WaitForAsync(ModemStage.Connected);
        await connecting;
    }

    [Test]
    public async Task A_modem_that_cannot_register_is_not_started_as_one_that_has()
    {
        Assert.That(
            async () => await EmulatedModem.StartAsync(o => o.Profile("no-sim").Registered()),
            Throws.TypeOf<ModemStageException>().With.Message.Contains("no SIM"));
        await using var modem = await EmulatedModem.StartAsync(o => o.Clock(new VirtualClock()));
        Assert.That(async () => await modem.State.WaitForAsync(ModemStage.Connected), Throws.TypeOf<TimeoutException>());
    }

    [Test]
    public async Task Code_under_the_clock_waits_for_a_stage_in_time_that_moves_by_itself()
    {
        var clock = new VirtualClock();
        await clock.RunAsync(async () =>
        {
            await using var modem = await EmulatedModem.StartAsync(o => o.Clock(clock).Registered());
            var start = clock.GetTimestamp();
            await modem.State.LoseCoverageAsync();
            await modem.State.RegainCoverageAsync();
            await modem.State.WaitForAsync(ModemStage.Attached);
            Assert.That(clock.GetElapsedTime(start), Is.EqualTo(new MbimEmulator.Profiles.ModemProfile().Timings.Register + new MbimEmulator.Profiles.ModemProfile().Timings.Attach));
        });
    }

    [Test]
    public async Task A_refusal_while_the_modem_starts_is_explained_in_the_journal_and_one_behind_it_is_not()
    {
        await using var modem = await EmulatedModem.StartAsync(o => o.Clock(new VirtualClock()));
        await modem.Clock.RunAsync(async () =>
        {
            await using var device = await modem.ConnectAsync();
            await ConnectAsync(device);
            await ConnectAsync(device);
            await modem.State.WaitForAsync(ModemStage.Registered);
            await ConnectAsync(device);
            await modem.State.WaitForAsync(ModemStage.Ready);
            await modem.State.LoseCoverageAsync();
            await ConnectAsync(device);
        });

        var notes = modem.Journal.Read().Where(entry => entry.Kind == JournalEntryKind.Note).ToList();
        Assert.That(notes.Select(note => note.Count), Is.EqualTo(new long[] { 2, 1 }));
        Assert.That(notes[0].Text, Is.EqualTo(
            "CONNECT was refused with NotInitialized because the modem is still starting: reading the SIM. To wait until it is ready, use "
            + "'run --wait-for ready', 'ctl wait ready', or State.WaitForAsync in a test."));
        Assert.That(notes[1].Text, Does.StartWith("CONNECT was refused with PacketServiceDetached because the modem is still starting: attaching to the packet service."));

        static async Task ConnectAsync(MbimClient.MbimDevice device)
        {
            try
            {
                await device.SetAsync(BasicConnect.Connect, Internet);
            }
            catch (MbimClient.MbimStatusException)
            {
                return;
            }

            Assert.Fail("it was not refused");
        }
    }

    [Test]
    public async Task An_application_finds_the_modem_through_mbnapi()
    {
        await using var modem = await EmulatedModem.StartAsync(o => o.Profile("mbn-demo"));
        await using var client = await modem.ConnectMbnAsync();

        Assert.That(new MbnDeviceServicesManager(client).GetInterfaceIDs(), Is.EqualTo(new[] { modem.Group.InterfaceId.ToString("B").ToUpperInvariant() }).IgnoreCase);
    }

    [Test]
    public async Task A_failed_assertion_names_the_seed()
    {
        await using var modem = await EmulatedModem.StartAsync(o => o.Seed(4711));
        await using var device = await modem.ConnectAsync();

        var failure = Assert.Throws<VerificationException>(() => modem.Journal.Verify().Once(MessagePattern.Parse("CONNECT set")));

        Assert.That(failure!.Message, Does.Contain("MBIM_EMULATOR_SEED=4711"));
        Assert.That(modem.Report(), Does.Contain("MBIM_EMULATOR_SEED=4711").And.Contain("OPEN"));
    }

    [Test]
    public async Task A_host_that_breaks_MBIM_is_found()
    {
        await using var modem = await EmulatedModem.StartAsync();
        await using (var device = await modem.ConnectAsync())
        {
            await device.QueryAsync(BasicConnect.RadioState);
        }

        modem.Journal.Verify().NoFindings();
        var link = modem.Group.CreateLink(new ModemLinkOptions { Name = "rude" });
        Assert.That(await link.AttachAsync());

        link.Send(Transfer.Copy([3, 0, 0, 0, 12, 0, 0, 0, 0, 0, 0, 0]));

        await modem.State.ReadAsync();
        Assert.That(() => modem.Journal.Verify().NoFindings(), Throws.TypeOf<VerificationException>().With.Message.Contains("rude"));
    }

    [Test]
    public async Task The_seed_is_written_when_the_modem_starts()
    {
        List<string> lines = [];
        await using var modem = await EmulatedModem.StartAsync(o => o.Seed(99).WriteTo(lines.Add));

        Assert.That(lines, Is.EqualTo(new[] { "mbim-emulator: profile default, seed 99" }));
    }

    [Test]
    public async Task Rules_come_from_text_and_go_by_name()
    {
        await using var modem = await EmulatedModem.StartAsync(o => o.ScenarioText(SlowAnswers).Clock(new VirtualClock()));

        Assert.That(await modem.Faults.CountAsync("slow"), Is.Zero);
        Assert.That(await modem.Faults.RemoveAsync("none"), Is.False);
        Assert.That(() => modem.Faults.AddAsync("T01-slow"), Throws.ArgumentException.With.Message.Contains("no fault 'T01-slow'"));
        Assert.That(() => modem.State.ChangeAsync("eject"), Throws.ArgumentException.With.Message.Contains(ModemChanges.All[6].Name));
    }

    [Test]
    public async Task Real_time_cannot_be_moved()
    {
        await using var modem = await EmulatedModem.StartAsync();

        Assert.That(() => modem.Clock, Throws.InvalidOperationException.With.Message.Contains("new VirtualClock()"));
    }

    [Test]
    public async Task A_device_finds_the_connection_ended_when_the_modem_is_disposed()
    {
        var modem = await EmulatedModem.StartAsync();
        await using var device = await modem.ConnectAsync();

        await modem.DisposeAsync();

        Assert.That(() => device.QueryAsync(BasicConnect.RadioState), Throws.InstanceOf<MbimClient.MbimDisconnectedException>());
    }
}
