using MbimEmulator.Profiles;

namespace MbimEmulator.Tests.Profiles;

public class ModemIdentitiesTests
{
    [Test]
    public void Every_number_of_the_identity_counts_on_and_check_digits_stay_right()
    {
        var profile = new ModemProfile();
        Assert.That(ModemIdentities.Number(profile, 0), Is.SameAs(profile));
        var third = ModemIdentities.Number(profile, 2);
        Assert.Multiple(() =>
        {
            Assert.That(third.Identity.DeviceId, Is.EqualTo("490154203237534"), "the check digit of 49015420323753 is 4");
            Assert.That(third.Sim.SubscriberId, Is.EqualTo("001010123456791"));
            Assert.That(third.Sim.IccId, Is.EqualTo("89882110000000000014"));
            Assert.That(third.Sim.TelephoneNumbers[0], Is.EqualTo("+15555550102"));
        });
    }

    [Test]
    public void A_number_that_ends_goes_on_at_its_beginning_and_what_is_no_number_stays()
    {
        var profile = new ModemProfile { Identity = new() { DeviceId = "device-A" }, Sim = new() { SubscriberId = "999999", IccId = "", TelephoneNumbers = [] } };
        var next = ModemIdentities.Number(profile, 1);
        Assert.That((next.Identity.DeviceId, next.Sim.SubscriberId, next.Sim.IccId), Is.EqualTo(("device-A", "000000", "")));
    }
}
