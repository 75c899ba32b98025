using System.Security.Cryptography;
using System.Text;
using MbimEmulator.Profiles;
using MbimProtocol;
using MbimProtocol.Messages;
using MbimProtocol.Services.BasicConnectService;
using MbimProtocol.Services.MsBasicConnectExtensionsService;
using MbimProtocol.Services.MsSarService;

namespace MbimEmulator.Tests.Modem;

/// <summary>
/// Random hosts that come and go at random versions of MBIMEx, and random things that happen to slots, cards and network: the modem is as
/// <see cref="ExtensionModel"/> has it, and a host that only listened knows it too.
/// </summary>
public sealed class ExtensionModelTests
{
    private const int StepsPerSeed = 10_000;
    private const int Settled = 2000;

    private static readonly MbimExVersion[] Versions = [MbimExVersion.V1, MbimExVersion.V2, MbimExVersion.V3];

    private static readonly ModemProfile Profile = ModemProfile.Parse("model", """
        extends: default
        slots:
          - { subscriberId: "001020000000002", iccId: "89882110000000000020" }
          - { subscriberId: "001010000000003", iccId: "89882110000000000038", esim: true }
          - { condition: absent }
        lteAttach:
          factory: [{ provider: "00101", roaming: home, accessString: lte.home, ipType: ipv4v6 }]
          accessString: given
        timings: { slotSwitch: 40ms, deviceReset: 100ms }
        """);

    [Test]
    public void The_modem_is_as_the_documents_say([Range(1, 10)] int seed) => _ = Run(seed, StepsPerSeed);

    [Test]
    public void The_same_seed_says_the_same([Values(1, 2, 3)] int seed)
    {
        var said = Run(seed, 500);
        Assert.That(Run(seed, 500), Is.EqualTo(said));
        Assert.That(Run(seed + 10, 500), Is.Not.EqualTo(said));
    }

    private static string Run(int seed, int steps)
    {
        var random = new Random(seed);
        var bench = new ModemBench(
            Profile, configure: options => options with { Profile = Profile with { Function = Profile.Function with { MaxExtendedVersion = MbimExVersion.V3 } } });
        var model = new ExtensionModel();
        Open(bench, model, MbimExVersion.V1);
        bench.Advance(Settled);
        using var said = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Queue<string> last = [];
        for (var step = 0; step < steps; step++)
        {
            bench.Transcript.Clear();
            var name = Take(random, bench, model);
            bench.Advance(Settled);
            last.Enqueue(name);
            while (last.Count > 12)
            {
                last.Dequeue();
            }

            AssertIs(bench, model, $"seed {seed}, step {step}: {string.Join(" ", last)}");
            said.AppendData(Encoding.UTF8.GetBytes(string.Join('\n', bench.Transcript)));
        }

        return Convert.ToHexStringLower(said.GetCurrentHash());
    }

    // A new host asks once and listens from then on.
    private static void Open(ModemBench bench, ExtensionModel model, MbimExVersion version)
    {
        bench.OpenAt(version);
        model.Opened(version);
        bench.Notified.Clear();
        bench.Set(BasicConnect.DeviceServiceSubscribeList, new DeviceServiceSubscribeList
        {
            Events = [new EventEntry { DeviceServiceId = BasicConnect.Id }, new EventEntry { DeviceServiceId = MsBasicConnectExtensions.Id }],
        });
    }

    private static string Take(Random random, ModemBench bench, ExtensionModel model)
    {
        var slot = random.Next(ExtensionModel.Slots + 1);
        switch (random.Next(16))
        {
            case 0:
                var version = Versions[random.Next(Versions.Length)];
                Open(bench, model, version);
                return $"open at {version}";
            case 1 or 2:
                var reply = bench.Set(MsBasicConnectExtensions.DeviceSlotMappings, new DeviceSlotMappings { SlotMap = [new() { Slot = (uint)slot }] });
                bench.Advance(Settled);
                Assert.That(reply.Status, Is.EqualTo(model.Switch(slot)), $"map slot {slot}");
                Assert.That(reply.Value.SlotMap.Select(entry => entry.Slot), Is.EqualTo(new[] { (uint)model.Mapped }));
                return $"map slot {slot}";
            case 3 or 4:
                return Card(random, bench, model, random.Next(ExtensionModel.Slots));
            case 5:
                var three = random.Next(4) > 0;
                var name = $"lte{random.Next(3)}";
                var contexts = Enumerable.Range(0, three ? 3 : 2).Select(index => new LteAttachConfiguration
                {
                    Roaming = (LteAttachContextRoamingControl)index,
                    IpType = ContextIpType.IPv4,
                    Source = ContextSource.User,
                    AccessString = $"{name}.{index}",
                });
                var attach = bench.Set(MsBasicConnectExtensions.LteAttachConfiguration, new SetLteAttachConfiguration { Configurations = [.. contexts] });
                Assert.That(attach.Status, Is.EqualTo(model.SetAttach(three ? name : null)), "set attach");
                return $"attach with {(three ? name : "two contexts")}";
            case 6:
                var restore = bench.Set(MsBasicConnectExtensions.LteAttachConfiguration, new SetLteAttachConfiguration { Operation = LteAttachContextOperation.RestoreFactory });
                Assert.That(restore.Status, Is.EqualTo(model.RestoreAttach()), "restore attach");
                return "restore attach";
            case 7:
                var providers = new[] { "00101", "00102" }.Where(_ => random.Next(3) == 0).ToArray();
                var type = (NetworkDenylistType)random.Next(2);
                bench.Set(MsBasicConnectExtensions.NetworkDenylist, new NetworkDenylistInfo
                {
                    Providers = [.. providers.Select(id => new NetworkDenylistProvider { Mcc = 1, Mnc = uint.Parse(id[3..], System.Globalization.CultureInfo.InvariantCulture), NetworkDenylistType = type })],
                }).AssertDone();
                model.Deny(type, providers);
                return $"deny {type} {string.Join(',', providers)}";
            case 8 or 9:
                var on = random.Next(3) > 0;
                bench.Set(BasicConnect.RadioState, new SetRadioState { RadioState = on ? RadioSwitchState.On : RadioSwitchState.Off }).AssertDone();
                model.IsRadioOn = on;
                return $"radio {on}";
            case 10:
                var covered = random.Next(3) > 0;
                bench.Do(modem =>
                {
                    if (covered)
                    {
                        modem.RegainCoverage();
                    }
                    else
                    {
                        modem.LoseCoverage();
                    }
                });
                model.HasCoverage = covered;
                return $"coverage {covered}";
            case 11:
                var sar = bench.Set(MsSar.Config, new SetSarConfig
                {
                    Mode = SarControlMode.OS,
                    BackoffState = random.Next(2) == 0 ? SarBackoffState.Enabled : SarBackoffState.Disabled,
                    ConfigStates = [new() { AntennaIndex = SarConfigState.AllAntennas, BackoffIndex = (uint)random.Next(3) }],
                }).Success;
                model.Sar = (sar.BackoffState, sar.ConfigStates[0].BackoffIndex);
                return $"SAR {model.Sar}";
            case 12:
                return Parameters(random, bench, model);
            case 13 when random.Next(4) == 0:
                bench.Set(MsBasicConnectExtensions.DeviceReset, default).AssertDone();
                bench.Advance(Settled);
                bench.Reconnect();
                model.Restarted();
                Open(bench, model, model.Version);
                return "reset";
            default:
                return "time";
        }
    }

    private static string Card(Random random, ModemBench bench, ExtensionModel model, int slot)
    {
        var change = new[] { "eject-sim", "insert-sim", "break-sim", "empty-esim" }[random.Next(4)];
        if (change == "insert-sim" && model.NeverHadCard(slot))
        {
            return "nothing to insert";
        }

        try
        {
            bench.Change(change, $"{slot}");
            model.Changed(slot, change);
        }
        catch (InvalidOperationException)
        {
            Assert.That(model.Refuses(slot, change), $"{change} {slot} was refused");
        }

        return $"{change} {slot}";
    }

    private static string Parameters(Random random, ModemBench bench, ExtensionModel model)
    {
        var parameters = Profile.FiveG with { MicoMode = (MicoMode)random.Next(2) };
        var reply = bench.Set(MsBasicConnectExtensions.RegistrationParameters, parameters);
        if (model.Version < MbimExVersion.V3)
        {
            reply.AssertRefused(MbimStatus.NoDeviceSupport);
            return "parameters refused";
        }

        reply.AssertDone();
        model.MicoMode = parameters.MicoMode;
        return $"parameters {parameters.MicoMode}";
    }

    private static void AssertIs(ModemBench bench, ExtensionModel model, string story)
    {
        Assert.That(bench.Query(MsBasicConnectExtensions.DeviceSlotMappings).Success.SlotMap[0].Slot, Is.EqualTo(model.Mapped), story);
        for (var slot = 0; slot < ExtensionModel.Slots; slot++)
        {
            Assert.That(bench.Query(MsBasicConnectExtensions.SlotInfoStatus, new SlotInfoRequest { SlotIndex = (uint)slot }).Success.State, Is.EqualTo(model.SlotState(slot)), $"slot {slot}; {story}");
        }

        var ready = bench.Query(BasicConnect.SubscriberReadyStatus).Success;
        Assert.That(ready.ReadyState, Is.EqualTo(model.Ready), story);
        Assert.That(ready.SimIccId, Is.EqualTo(model.IccId), story);
        var registered = bench.Query(BasicConnect.RegisterState).Success;
        Assert.That(registered.RegisterState is RegisterState.Home or RegisterState.Roaming or RegisterState.Partner, Is.EqualTo(model.IsRegistered), $"{registered.RegisterState}; {story}");
        var contexts = bench.Query(MsBasicConnectExtensions.LteAttachConfiguration);
        Assert.That(contexts.Status, Is.EqualTo(model.SimStatus), story);
        if (contexts.Status == MbimStatus.Success)
        {
            Assert.That(contexts.Value.Configurations.Select(context => context.AccessString), Is.EqualTo(model.AttachAccessStrings), story);
        }

        Assert.That(bench.Query(MsBasicConnectExtensions.LteAttachInfo).Success.LteAttachState == LteAttachState.Attached, Is.EqualTo(model.IsRegistered), story);
        Assert.That(bench.Query(MsBasicConnectExtensions.NetworkDenylist).Success.Providers.Count, Is.EqualTo(model.DeniedCount), story);
        var sar = bench.Query(MsSar.Config).Success;
        Assert.That((sar.BackoffState, sar.ConfigStates[0].BackoffIndex), Is.EqualTo(model.Sar ?? (Profile.Sar.Backoff, Profile.Sar.Antennas[0].BackoffIndex)), story);
        Assert.That(bench.Query(MsBasicConnectExtensions.DeviceCaps).Success.ExecutorIndex, Is.Zero, story);
        var parameters = bench.Query(MsBasicConnectExtensions.RegistrationParameters);
        var isNew = model.Version == MbimExVersion.V3;
        Assert.That(parameters.Status, Is.EqualTo(isNew ? MbimStatus.Success : MbimStatus.NoDeviceSupport), story);
        Assert.That(!isNew || parameters.Value.MicoMode == (model.MicoMode ?? Profile.FiveG.MicoMode), $"{parameters}; {story}");
        Assert.That(bench.Query(MsBasicConnectExtensions.ModemConfiguration).Status, Is.EqualTo(parameters.Status), story);
        AssertTold(bench, model, story);
    }

    // The newest notification of a CID, if there was one since the host opened the function, says what is so now.
    private static void AssertTold(ModemBench bench, ExtensionModel model, string story)
    {
        if (bench.Notified.TryGetValue("SUBSCRIBER_READY_STATUS", out var ready))
        {
            Assert.That(((SubscriberReadyInfo)ready).ReadyState, Is.EqualTo(model.Ready), $"told: {story}");
        }

        if (bench.Notified.TryGetValue("REGISTER_STATE", out var registered))
        {
            Assert.That(((RegistrationStateInfo)registered).ProviderId.Length > 0, Is.EqualTo(model.IsRegistered), $"told: {story}");
        }

        if (bench.Notified.TryGetValue("SLOT_INFO_STATUS", out var slot))
        {
            Assert.That(((SlotInfo)slot).State, Is.EqualTo(model.SlotState((int)((SlotInfo)slot).SlotIndex)), $"told: {story}");
        }
    }
}
