using MbimEmulator.MbnService;

namespace MbimEmulator.Tests.DeviceServices;

public class HeldEventsTests
{
    private static readonly Guid Modem = new("a0000000-0000-4000-8000-000000000001");
    private static readonly Guid Other = new("a0000000-0000-4000-8000-000000000002");

    [TestCase("A", "A")]
    [TestCase("R", "R")]
    [TestCase("RA", "RA")]
    [TestCase("AR", "")]
    [TestCase("ARA", "A")]
    [TestCase("RAR", "R")]
    [TestCase("RARA", "RA")]
    [TestCase("SS", "S")]
    [TestCase("SR", "R")]
    [TestCase("SRA", "RA")]
    [TestCase("RAS", "RAS")]
    [TestCase("RASR", "R")]
    public void What_nobody_can_have_made_use_of_falls_out(string happened, string told)
    {
        var held = new HeldEvents(happened.Length);
        held.Add(Other, InterfaceEvent.Arrival);
        foreach (var letter in happened)
        {
            held.Add(Modem, Of(letter));
        }

        Assert.That(held.Count, Is.EqualTo(1 + told.Length));
        List<(Guid, InterfaceEvent)> heard = [];
        held.TellAll((id, what) => heard.Add((id, what)));
        Assert.That(heard, Is.EqualTo(new[] { (Other, InterfaceEvent.Arrival) }.Concat(told.Select(letter => (Modem, Of(letter))))));
        held.TellAll((_, _) => Assert.Fail("told twice"));
    }

    [Test]
    public void Up_to_the_bound_all_is_told_again_and_again()
    {
        var held = new HeldEvents(4);
        for (var round = 0; round < 3; round++)
        {
            "RARA".ToList().ForEach(letter => held.Add(Modem, Of(letter)));
            List<InterfaceEvent> heard = [];
            held.TellAll((_, what) => heard.Add(what));
            Assert.That(heard, Is.EqualTo("RARA".Select(Of)));
        }
    }

    [Test]
    public void What_cannot_fall_out_stays_however_much_it_is()
    {
        var held = new HeldEvents(4);
        var modems = Enumerable.Range(0, 100).Select(_ => Guid.NewGuid()).ToList();
        modems.ForEach(id => held.Add(id, InterfaceEvent.Removal));
        List<Guid> heard = [];
        held.TellAll((id, _) => heard.Add(id));
        Assert.That(heard, Is.EqualTo(modems));
    }

    [Test]
    public void However_often_a_modem_comes_and_goes_while_the_host_sleeps_its_last_state_is_told_and_not_all_is_kept([Values] bool isThereAtLast)
    {
        var bench = new ServiceBench();
        var application = bench.Application();
        Assert.That(bench.Service.SleepAsync().Wait(TimeSpan.FromSeconds(30)));
        for (var i = 0; i < 1000; i++)
        {
            Assert.That(bench.Modem.RemoveAsync().Wait(TimeSpan.FromSeconds(30)));
            if (i < 999 || isThereAtLast)
            {
                Assert.That(bench.Modem.InsertAsync().Wait(TimeSpan.FromSeconds(30)));
                bench.Advance(1);
            }
        }

        Assert.That(bench.Service.Core.HeldBack, Is.InRange(3, 256));
        Assert.That(application.Heard(), Is.Empty);
        Assert.That(bench.Service.ResumeAsync().Wait(TimeSpan.FromSeconds(30)));
        var heard = application.Heard();
        Assert.That(heard.Where((_, index) => index % 2 == 0), Is.All.EqualTo("InterfaceStateChange 1"));
        Assert.That(heard.Where((_, index) => index % 2 == 1), Is.All.EqualTo("InterfaceStateChange 0"));
        Assert.That(heard[^1], Is.EqualTo(isThereAtLast ? "InterfaceStateChange 0" : "InterfaceStateChange 1"));
    }

    private static InterfaceEvent Of(char letter) => letter switch
    {
        'A' => InterfaceEvent.Arrival,
        'R' => InterfaceEvent.Removal,
        _ => InterfaceEvent.Restored,
    };
}
