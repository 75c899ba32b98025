using MbimEmulator.Profiles;
using MbimEmulator.Tests.Modem;
using MbimProtocol;
using MbimProtocol.Encoding;
using MbimProtocol.Messages;
using MbimProtocol.Services.MsBasicConnectExtensionsService;

namespace MbimEmulator.Tests.Services;

/// <summary>REGISTRATION_PARAMETERS of MS Basic Connect Extensions, since MBIMEx 3.0 (Microsoft, "OID_WWAN_REGISTER_PARAMS").</summary>
public sealed class RegistrationParametersTests
{
    private static readonly ModemProfile Profile = ModemProfile.Parse("p", """
        capabilities: { dataClass: [lte, fiveGSa] }
        network: { dataClass: [lte, fiveGSa] }
        fiveG: { micoMode: default, drxCycle: 64, ladnInfo: requested, defaultPduActivationHint: likely }
        """);

    private static readonly RegistrationParametersInfo Own = new()
    {
        MicoMode = MicoMode.Default,
        DrxCycle = DrxCycle.Frames64,
        LadnInfo = LadnInfo.Requested,
        DefaultPduActivationHint = DefaultPduActivationHint.Likely,
    };

    private static readonly RegistrationParametersInfo Others = new()
    {
        MicoMode = MicoMode.Enabled,
        DrxCycle = DrxCycle.Frames256,
        UnnamedIes = [new Tlv(TlvType.PrecfgDfltCfgNssai, [1, 2, 3])],
    };

    [Test]
    public void Until_the_host_sets_others_they_are_the_modems_own()
    {
        var bench = Ready(Profile);
        Assert.That(Query(bench), Is.EqualTo(Own));
        Assert.That(bench.Set(MsBasicConnectExtensions.RegistrationParameters, Others).Success, Is.EqualTo(Others));
        Assert.That(Query(bench), Is.EqualTo(Others));
        bench.Advance(1000);
        Assert.That(bench.Transcript, Has.None.StartsWith("REGISTER_STATE"), "they are for the next registration");
    }

    [Test]
    public void The_modem_registers_again_if_it_is_told_to_and_registered_with_others()
    {
        var bench = Ready(Profile);
        var again = Others with { ReRegisterIfNeeded = ReRegistration.IfNeeded };
        bench.Set(MsBasicConnectExtensions.RegistrationParameters, again);
        bench.Advance(1000);
        string[] expected = ["REGISTRATION_PARAMETERS done Success", "PACKET_SERVICE Detached", "REGISTER_STATE Deregistered", "REGISTER_STATE Searching", "REGISTER_STATE Home 00101", "PACKET_SERVICE Attached"];
        Assert.That(bench.Transcript, Is.EqualTo(expected));
        bench.Transcript.Clear();
        bench.Set(MsBasicConnectExtensions.RegistrationParameters, again);
        bench.Advance(1000);
        Assert.That(bench.Transcript, Is.EqualTo(expected[..1]), "it has registered with these");
        bench.Set(MsBasicConnectExtensions.RegistrationParameters, Own);
        bench.Transcript.Clear();
        bench.Set(MsBasicConnectExtensions.RegistrationParameters, Own with { ReRegisterIfNeeded = ReRegistration.IfNeeded });
        bench.Advance(1000);
        Assert.That(bench.Transcript, Is.EqualTo(expected), "set before, but not used");
    }

    [TestCase("lte")]
    [TestCase("lte, fiveGNsa")]
    public void Without_a_5G_core_there_is_no_need_to(string classes)
    {
        var bench = Ready(ModemProfile.Parse("p", $"capabilities: {{ dataClass: [{classes}] }}\nnetwork: {{ dataClass: [{classes}] }}"));
        bench.Set(MsBasicConnectExtensions.RegistrationParameters, Others with { ReRegisterIfNeeded = ReRegistration.IfNeeded }).AssertDone();
        bench.Advance(1000);
        Assert.That(bench.Transcript, Is.EqualTo(new[] { "REGISTRATION_PARAMETERS done Success" }));
    }

    [Test]
    public void What_the_modem_does_not_have_cannot_be_set()
    {
        var bench = Ready(Profile with { FiveG = Own with { MicoMode = MicoMode.Unsupported, DrxCycle = DrxCycle.NotSupported } });
        var expected = Others with { MicoMode = MicoMode.Unsupported, DrxCycle = DrxCycle.NotSupported };
        Assert.That(bench.Set(MsBasicConnectExtensions.RegistrationParameters, Others).Success, Is.EqualTo(expected));
        Assert.That(Query(bench), Is.EqualTo(expected));
    }

    [Test]
    public void What_cannot_be_is_refused()
    {
        var bench = Ready(Profile);
        RegistrationParametersInfo[] wrong =
        [
            Others with { MicoMode = (MicoMode)4 }, Others with { DrxCycle = (DrxCycle)6 }, Others with { LadnInfo = (LadnInfo)2 },
            Others with { DefaultPduActivationHint = (DefaultPduActivationHint)2 }, Others with { ReRegisterIfNeeded = (ReRegistration)2 },
            Others with { UnnamedIes = [new Tlv(TlvType.Pco, [.. new byte[1017]])] },
        ];
        foreach (var request in wrong)
        {
            bench.Set(MsBasicConnectExtensions.RegistrationParameters, request).AssertRefused(MbimStatus.InvalidParameters);
        }

        Assert.That(Query(bench), Is.EqualTo(Own));
        bench.Set(MsBasicConnectExtensions.RegistrationParameters, Others with { UnnamedIes = [new Tlv(TlvType.Pco, [.. new byte[1016]])] }).AssertDone();
    }

    [Test]
    public void A_start_and_another_SIM_end_what_was_set()
    {
        var bench = Ready(Profile);
        bench.Set(MsBasicConnectExtensions.RegistrationParameters, Others);
        bench.Do(modem => modem.EjectSim());
        bench.Do(modem => modem.InsertSim());
        bench.Advance(1000);
        Assert.That(Query(bench), Is.EqualTo(Others), "the same SIM");
        bench.Do(modem => modem.InsertSim(new SimProfile { IccId = "89882110000000000099" }));
        bench.Advance(1000);
        Assert.That(Query(bench), Is.EqualTo(Own));
        bench.Set(MsBasicConnectExtensions.RegistrationParameters, Others);
        bench.Do(modem => modem.Recover());
        Assert.That(Query(bench), Is.EqualTo(Own));
    }

    private static RegistrationParametersInfo Query(ModemBench bench)
    {
        var reply = bench.Query(MsBasicConnectExtensions.RegistrationParameters);
        bench.Transcript.RemoveAt(bench.Transcript.Count - 1);
        return reply.Success;
    }

    private static ModemBench Ready(ModemProfile profile) => ModemBench.Ready(profile, MbimExVersion.V3);
}
