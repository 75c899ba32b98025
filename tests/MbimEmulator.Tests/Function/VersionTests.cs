using MbimEmulator.Profiles;
using MbimProtocol;
using MbimProtocol.Messages;
using MbimProtocol.Services.BasicConnectService;
using MbimProtocol.Services.MsBasicConnectExtensionsService;

namespace MbimEmulator.Tests.Function;

public sealed class VersionTests
{
    [TestCase(MbimExVersion.V1, 0x0300, MbimExVersion.V1)]
    [TestCase(MbimExVersion.V3, 0x0300, MbimExVersion.V3)]
    [TestCase(MbimExVersion.V3, 0x0200, MbimExVersion.V2)]
    [TestCase(MbimExVersion.V2, 0x0300, MbimExVersion.V2)]
    [TestCase(MbimExVersion.V3, 0x0400, MbimExVersion.V3)]
    [TestCase(MbimExVersion.V3, 0x0250, MbimExVersion.V2)]
    [TestCase(MbimExVersion.V3, 0x0000, MbimExVersion.V1)]
    public void The_lower_of_both_sides_is_agreed_and_answered(MbimExVersion highest, int asked, MbimExVersion agreed)
    {
        var host = new TestHost(new FunctionProfile { MaxExtendedVersion = highest });
        host.Open();
        host.TryReceive();
        Ask(host, (MbimExVersion)asked);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(host.Received(), Is.EqualTo([$"CommandDone 2 Success 0001{(byte)agreed:x2}{(ushort)agreed >> 8:x2}"]));
            Assert.That(host.Function.Version, Is.EqualTo(agreed));
        }
    }

    [Test]
    public void Messages_after_the_answer_have_the_agreed_layout_until_the_next_open()
    {
        var host = new TestHost(new FunctionProfile { MaxExtendedVersion = MbimExVersion.V3 });
        host.Open();
        host.TryReceive();
        var before = Indicated(host);
        Ask(host, MbimExVersion.V3);
        host.TryReceive();
        var after = Indicated(host);
        host.Open();
        host.TryReceive();
        var reopened = Indicated(host);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(after, Is.GreaterThan(before));
            Assert.That(reopened, Is.EqualTo(before));
        }
    }

    private static int Indicated(TestHost host)
    {
        host.Function.Indicate(BasicConnect.SubscriberReadyStatus, new SubscriberReadyInfo());
        return host.TryReceive()!.Length;
    }

    private static void Ask(TestHost host, MbimExVersion version) =>
        host.Send(w => MbimMessageWriter.WriteCommand(
            w,
            2,
            MsBasicConnectExtensions.Id,
            (uint)MsBasicConnectExtensionsCid.Version,
            MbimCommandType.Query,
            new MbimVersion { Version = 0x0100, ExtendedVersion = version },
            MbimExVersion.V1));
}
