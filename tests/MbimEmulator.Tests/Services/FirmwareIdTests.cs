using MbimEmulator.Profiles;
using MbimEmulator.Tests.Modem;
using MbimProtocol.Services.MsFirmwareIdService;

namespace MbimEmulator.Tests.Services;

public sealed class FirmwareIdTests
{
    [Test]
    public void It_is_the_profiles()
    {
        var id = new Guid("2b13dd42-649c-3442-9e08-d85b26d7825c");
        Assert.That(IdOf(ModemProfile.Parse("id", $"extends: default\nidentity: {{ firmwareId: {id} }}\n")), Is.EqualTo(id));
    }

    [Test]
    public void Otherwise_it_is_one_of_the_usb_device_and_the_home_provider()
    {
        var profile = new ModemProfile();
        var id = IdOf(profile);
        Assert.That(id.ToString(), Is.EqualTo("61b2d855-fce6-8477-b111-2fbc58704008"));
        Assert.That(IdOf(profile with { Identity = profile.Identity with { DeviceId = "490154203237526", FirmwareInfo = "2.0" } }), Is.EqualTo(id));
        Guid[] others =
        [
            id,
            IdOf(profile with { Usb = profile.Usb with { VendorId = 0x1210 } }),
            IdOf(profile with { Usb = profile.Usb with { ProductId = 2 } }),
            IdOf(profile with { Usb = profile.Usb with { Release = 0x0101 } }),
            IdOf(profile with { Network = profile.Network with { Home = profile.Network.Home with { Id = "00102" } } }),
        ];
        Assert.That(others, Is.Unique);
        Assert.That(others.Select(other => (other.Version, other.Variant & 0xC)), Has.All.EqualTo((8, 8)), "RFC 9562, 5.8");
    }

    private static Guid IdOf(ModemProfile profile) => new ModemBench(profile).Query(MsFirmwareId.Get).Success.FirmwareId;
}
