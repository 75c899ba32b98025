using MbimEmulator.Profiles;
using MbimEmulator.Tests.Modem;
using MbimProtocol.Messages;
using MbimProtocol.Services.BasicConnectService;
using MbimProtocol.Services.MsBasicConnectExtensionsService;

namespace MbimEmulator.Tests.Services;

/// <summary>PCO of MS Basic Connect Extensions (Microsoft, "MB Protocol Configuration Options (PCO) operations").</summary>
public sealed class PcoTests
{
    private static readonly ModemProfile Profile = ModemProfile.Parse("p", """
        contexts:
          pco:
            - { accessString: internet, data: 80ff000401020304 }
            - { accessString: ims, data: 80 80 21, type: partial }
        """);

    private static readonly PcoValue Internet = new() { PcoDataBuffer = [0x80, 0xff, 0x00, 0x04, 1, 2, 3, 4] };

    private static readonly PcoValue Ims = new() { SessionId = 1, PcoDataType = PcoType.Partial, PcoDataBuffer = [0x80, 0x80, 0x21] };

    [Test]
    public void The_value_of_a_context_is_told_behind_its_activation()
    {
        var bench = Subscribed();
        bench.Connect(accessString: "Internet");
        bench.Connect(1, "ims");
        bench.Connect(2, "corp");
        Assert.That(bench.Transcript, Is.EqualTo(new[]
        {
            "CONNECT done Success", "CONNECT 0 Activated 0", "IP_CONFIGURATION 0", "MS Basic Connect Extensions 9 00000000080000000000000080ff000401020304",
            "CONNECT done Success", "CONNECT 1 Activated 0", "IP_CONFIGURATION 1", "MS Basic Connect Extensions 9 01000000030000000100000080802100",
            "CONNECT done Success", "CONNECT 2 Activated 0", "IP_CONFIGURATION 2",
        }));
        Assert.That(Query(bench, 0).Success, Is.EqualTo(Internet));
        Assert.That(Query(bench, 1).Success, Is.EqualTo(Ims));
        Assert.That(Query(bench, 2).Success, Is.EqualTo(new PcoValue { SessionId = 2 }), "nothing has come");
    }

    [Test]
    public void A_query_is_read_by_its_session_alone()
    {
        var bench = Subscribed();
        bench.Connect(accessString: "internet");
        Assert.That(bench.Query(MsBasicConnectExtensions.Pco, Ims with { SessionId = 0 }).Success, Is.EqualTo(Internet));
        Assert.That(Query(bench, 1).Success, Is.EqualTo(new PcoValue { SessionId = 1 }), "nothing has come for it");
        Query(bench, 256).AssertRefused(MbimStatus.InvalidParameters);
    }

    [Test]
    public void A_new_value_is_told_and_kept_and_the_same_one_is_not_told_again()
    {
        var bench = Subscribed();
        bench.Connect(accessString: "internet");
        bench.Transcript.Clear();
        bench.Change("pco", "0", "80FF");
        bench.Change("pco", "0", "80ff", "complete");
        bench.Change("pco", "0", "80ff", "partial");
        Assert.That(bench.Transcript, Is.EqualTo(new[] { "MS Basic Connect Extensions 9 00000000020000000000000080ff0000", "MS Basic Connect Extensions 9 00000000020000000100000080ff0000" }));
        Assert.That(Query(bench, 0).Success, Is.EqualTo(new PcoValue { PcoDataType = PcoType.Partial, PcoDataBuffer = [0x80, 0xff] }));
        bench.Disconnect();
        Assert.That(Query(bench, 0).Success, Is.EqualTo(new PcoValue()), "it went with its context");
        bench.Connect(accessString: "internet");
        Assert.That(Query(bench, 0).Success, Is.EqualTo(Internet), "another context, with the network's first value");
    }

    [Test]
    public void A_context_on_the_bearer_of_the_LTE_attach_has_its_value_too()
    {
        var bench = ModemBench.Ready(Profile with { LteAttach = new LteAttachProfile { AccessString = "ims" } });
        bench.Connect(1, "ims").AssertDone();
        Assert.That(Query(bench, 1).Success, Is.EqualTo(Ims));
    }

    [Test]
    public void A_loopback_has_none()
    {
        var bench = Subscribed();
        bench.Connect(accessString: "loopback").AssertDone();
        Assert.That(Query(bench, 0).Success, Is.EqualTo(new PcoValue()));
        Assert.That(() => bench.Change("pco", "0", "80"), Throws.InvalidOperationException);
    }

    [Test]
    public void What_cannot_be_is_refused()
    {
        var bench = Subscribed();
        bench.Connect(accessString: "internet");
        foreach (var wrong in new string[][] { ["0", "8"], ["0", ""], ["0", "8g"], ["0", new string('0', 514)], ["256", "80"], ["0", "80", "some"] })
        {
            Assert.That(() => bench.Change("pco", wrong), Throws.ArgumentException);
        }

        Assert.That(() => bench.Change("pco", "3", "80"), Throws.InvalidOperationException.With.Message.EqualTo("Session 3 has no context in the network."));
        bench.Change("pco", "0", new string('0', 512));
        Assert.That(Query(bench, 0).Success.PcoDataSize, Is.EqualTo(256));
    }

    [TestCase("{ accessString: a, data: '' }", "1 to 256 bytes in hexadecimal")]
    [TestCase("{ accessString: a }", "data")]
    [TestCase("{ accessString: a, data: 80 }, { accessString: A, data: 81 }", "each only once")]
    [TestCase("{ accessString: a, data: 80, type: whole }", "complete, partial")]
    public void A_profile_with_a_mistake_is_refused(string entries, string expected) =>
        Assert.That(() => ModemProfile.Parse("p", $"contexts: {{ pco: [{entries}] }}"), Throws.TypeOf<ModemProfileException>().With.Message.Contains(expected));

    private static ModemBench Subscribed()
    {
        var bench = ModemBench.Ready(Profile);
        bench.Set(BasicConnect.DeviceServiceSubscribeList, new DeviceServiceSubscribeList
        {
            Events = [new EventEntry { DeviceServiceId = BasicConnect.Id }, new EventEntry { DeviceServiceId = MsBasicConnectExtensions.Id }],
        });
        bench.Transcript.Clear();
        return bench;
    }

    private static Reply<PcoValue> Query(ModemBench bench, uint session)
    {
        var reply = bench.Query(MsBasicConnectExtensions.Pco, new PcoValue { SessionId = session });
        bench.Transcript.RemoveAt(bench.Transcript.Count - 1);
        return reply;
    }
}
