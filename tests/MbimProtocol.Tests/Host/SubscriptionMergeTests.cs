using MbimProtocol.Host;
using MbimProtocol.Services.BasicConnectService;
using MbimProtocol.Services.MsBasicConnectExtensionsService;

namespace MbimProtocol.Tests.Host;

public sealed class SubscriptionMergeTests
{
    private static readonly Guid Sms = new("533fbeeb-14fe-4467-9f90-33a223e56c3f");
    private static readonly Guid Extensions = MsBasicConnectExtensions.Id;
    private static readonly Guid Atds = new("5967bdcc-7fd2-49a2-9f5c-b2e70e527db3");

    private readonly SubscriptionMerge _merge = new();

    [Test]
    public void A_guest_begins_with_the_standard_list()
    {
        var guest = _merge.Add();
        Assert.That(guest.Wants(BasicConnect.Id, 9));
        Assert.That(guest.Wants(Sms, 5));
        Assert.That(guest.Wants(BasicConnect.Id, 4), Is.False);
        Assert.That(guest.Wants(Extensions, 4), Is.False);
        Assert.That(_merge.DeviceList, Is.EqualTo(SubscriptionMerge.Standard));
    }

    [Test]
    public void Setting_a_list_replaces_all_of_it_for_that_guest_alone()
    {
        var guest = _merge.Add();
        var other = _merge.Add();
        Assert.That(_merge.Set(guest, List(Entry(BasicConnect.Id, 11))), Is.False);
        Assert.That(guest.Wants(BasicConnect.Id, 11));
        Assert.That(guest.Wants(BasicConnect.Id, 9), Is.False);
        Assert.That(guest.Wants(Sms, 5), Is.False);
        Assert.That(other.Wants(BasicConnect.Id, 9));
    }

    [Test]
    public void A_service_outside_of_the_standard_ones_goes_to_the_function()
    {
        Assert.That(_merge.Set(_merge.Add(), List(Entry(Extensions, 4), Entry(Sms))));
        Assert.That(_merge.DeviceList.Events.SkipLast(1), Is.EqualTo(SubscriptionMerge.Standard.Events));
        Assert.That(_merge.DeviceList.Events[^1], Is.EqualTo(Entry(Extensions, 4)));
        Assert.That(_merge.DeviceList.GetSize(MbimExVersion.V1), Is.EqualTo(244));
    }

    [Test]
    public void The_wishes_of_guests_are_united_and_a_wildcard_wins()
    {
        var first = _merge.Add();
        var second = _merge.Add();
        Assert.That(_merge.Set(first, List(Entry(Extensions, 8), Entry(Extensions, 4))));
        Assert.That(_merge.Set(second, List(Entry(Extensions, 4, 9), Entry(Atds, 1))));
        Assert.That(_merge.DeviceList.Events.Skip(5), Is.EqualTo(new[] { Entry(Extensions, 4, 8, 9), Entry(Atds, 1) }));
        Assert.That(_merge.Set(first, List(Entry(Extensions))));
        Assert.That(_merge.DeviceList.Events[5], Is.EqualTo(Entry(Extensions)));
        Assert.That(second.Wants(Extensions, 8), Is.False);
        Assert.That(first.Wants(Extensions, 77));
    }

    [Test]
    public void The_function_is_told_only_of_changes()
    {
        var first = _merge.Add();
        var second = _merge.Add();
        Assert.That(_merge.Set(first, List(Entry(Extensions, 4, 8))));
        Assert.That(_merge.Set(second, List(Entry(Extensions, 8, 4))), Is.False);
        Assert.That(_merge.Set(first, List()), Is.False);
        Assert.That(_merge.Set(second, List()));
        Assert.That(_merge.DeviceList, Is.EqualTo(SubscriptionMerge.Standard));
    }

    [Test]
    public void A_guest_that_leaves_is_forgotten_at_the_next_change()
    {
        var first = _merge.Add();
        var second = _merge.Add();
        _merge.Set(first, List(Entry(Extensions, 4)));
        _merge.Remove(first);
        Assert.That(_merge.DeviceList.Events.Count, Is.EqualTo(6));
        Assert.That(_merge.Set(second, List(Entry(BasicConnect.Id, 9))));
        Assert.That(_merge.DeviceList, Is.EqualTo(SubscriptionMerge.Standard));
    }

    [Test]
    public void Reset_gives_everyone_the_standard_list()
    {
        var guest = _merge.Add();
        _merge.Set(guest, List(Entry(Extensions, 4)));
        _merge.Reset();
        Assert.That(_merge.DeviceList, Is.EqualTo(SubscriptionMerge.Standard));
        Assert.That(guest.Wants(BasicConnect.Id, 9));
        Assert.That(guest.Wants(Extensions, 4), Is.False);
    }

    private static DeviceServiceSubscribeList List(params EventEntry[] entries) => new() { Events = [.. entries] };

    private static EventEntry Entry(Guid service, params uint[] cids) => new() { DeviceServiceId = service, Cids = [.. cids] };
}
