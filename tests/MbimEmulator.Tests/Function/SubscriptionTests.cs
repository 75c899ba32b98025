using MbimProtocol;
using MbimProtocol.Messages;
using MbimProtocol.Services.BasicConnectService;

namespace MbimEmulator.Tests.Function;

public sealed class SubscriptionTests
{
    private readonly TestHost _host = new();

    [SetUp]
    public void Open()
    {
        _host.Open();
        _host.TryReceive();
    }

    [Test]
    public void The_standard_notifications_come_without_asking() => Assert.That(Indicated(), Is.EqualTo([3, 11]));

    [Test]
    public void A_list_replaces_the_one_before()
    {
        Subscribe(new EventEntry { DeviceServiceId = BasicConnect.Id, Cids = [3] });
        Assert.That(Indicated(), Is.EqualTo([3]));
        Subscribe(new EventEntry { DeviceServiceId = BasicConnect.Id, Cids = [10, 11] });
        Assert.That(Indicated(), Is.EqualTo([11]));
    }

    [Test]
    public void An_entry_without_cids_means_all_of_the_service()
    {
        Subscribe(new EventEntry { DeviceServiceId = BasicConnect.Id });
        Assert.That(Indicated(), Is.EqualTo([3, 11]));
    }

    [Test]
    public void An_empty_list_wants_nothing()
    {
        Subscribe();
        Assert.That(Indicated(), Is.Empty);
    }

    [Test]
    public void A_list_that_cannot_be_read_leaves_the_old_one()
    {
        Subscribe(new EventEntry { DeviceServiceId = BasicConnect.Id, Cids = [3] });
        _host.Send(w => MbimMessageWriter.WriteCommand(w, 5, BasicConnect.Id, 19, MbimCommandType.Set, [1, 0, 0, 0]));
        _host.TryReceive();
        Assert.That(Indicated(), Is.EqualTo([3]));
    }

    [TestCase(true)]
    [TestCase(false)]
    public void Opening_anew_brings_back_the_standard_list(bool close)
    {
        Subscribe();
        if (close)
        {
            _host.Close();
        }

        _host.Open();
        _host.Received();
        Assert.That(Indicated(), Is.EqualTo([3, 11]));
    }

    [Test]
    public void The_list_survives_a_lost_connection()
    {
        Subscribe(new EventEntry { DeviceServiceId = BasicConnect.Id, Cids = [3] });
        _host.Link.Detach("gone");
        _host.Link = _host.Attach("next");
        Assert.That(Indicated(), Is.EqualTo([3]));
    }

    [Test]
    public void A_notification_without_a_host_is_lost_and_counted()
    {
        _host.Link.Detach("gone");
        Indicated();
        _host.Link = _host.Attach("next");
        _host.Close();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(_host.Function.LostIndications, Is.EqualTo(2));
            Assert.That(_host.Received(), Is.EqualTo(["CloseDone 2 Success"]));
        }
    }

    [Test]
    public void A_closed_function_says_nothing()
    {
        _host.Close();
        _host.TryReceive();
        Assert.That(Indicated(), Is.Empty);
    }

    private void Subscribe(params EventEntry[] entries)
    {
        var list = new DeviceServiceSubscribeList { Events = [.. entries] };
        _host.Send(w => MbimMessageWriter.WriteCommand(w, 4, BasicConnect.Id, 19, MbimCommandType.Set, list, MbimExVersion.V1));
        var answer = _host.TryReceive();
        Assert.That(MbimMessage.TryParse(answer, MbimReadMode.Strict, out var message, out _));
        Assert.That(
            DeviceServiceSubscribeList.TryRead(message.InformationBuffer, MbimExVersion.V1, MbimReadMode.Strict, out var inForce, out _) ? inForce : null,
            Is.EqualTo(list));
    }

    private uint[] Indicated()
    {
        _host.Function.Indicate(BasicConnect.RadioState, default);
        _host.Function.Indicate(BasicConnect.SignalState, default);
        var cids = new List<uint>();
        while (_host.TryReceive() is { } transfer)
        {
            Assert.That(MbimMessage.TryParse(transfer, MbimReadMode.Strict, out var message, out _));
            cids.Add(message.Cid);
        }

        return [.. cids];
    }
}
