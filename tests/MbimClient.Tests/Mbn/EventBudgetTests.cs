using MbimClient.DeviceServices;
using MbimClient.Tests.DeviceServices;

namespace MbimClient.Tests.Mbn;

public sealed class EventBudgetTests : MbnFixture
{
    // Ten events of 256 bytes and no data.
    private protected override MbnClientOptions Options => new() { EventBudget = 2560 };

    [Test]
    public void A_sink_that_is_behind_loses_the_oldest_unsolicited_events_and_no_completion()
    {
        using var release = new ManualResetEventSlim();
        using var entered = new ManualResetEventSlim();
        var blocked = new Sink(_ =>
        {
            entered.Set();
            release.Wait(HangGuard);
        });
        var other = new Sink();
        blocked.AdviseAt(Manager);
        other.AdviseAt(Manager);
        Service.OpenDataSession(out var first);
        Assert.That(entered.Wait(HangGuard));
        other.Take();
        Service.WriteData([], out var second);
        other.Take();
        for (byte index = 0; index < 20; index++)
        {
            Fake.Notify(FakeService.FirstServiceHandle, index);
            Assert.That(other.Take().Id, Is.EqualTo(index));
        }

        Service.CloseDataSession(out var third);
        other.Take();

        release.Set();
        Assert.That((blocked.Take().RequestID, blocked.Take().RequestID), Is.EqualTo((first, second)));
        for (var index = 12u; index < 20; index++)
        {
            Assert.That(blocked.Take().Id, Is.EqualTo(index));
        }

        Assert.That(blocked.Take().RequestID, Is.EqualTo(third));
    }

    [Test]
    public void A_sink_that_leaves_too_many_completions_is_called_no_more_which_is_reported()
    {
        using var release = new ManualResetEventSlim();
        using var reported = new ManualResetEventSlim();
        MbnCallbackFailedEventArgs? failure = null;
        Client.CallbackFailed += (_, args) =>
        {
            failure = args;
            reported.Set();
        };
        var blocked = new Sink(_ => release.Wait(HangGuard));
        var other = new Sink();
        blocked.AdviseAt(Manager);
        other.AdviseAt(Manager);
        for (var index = 0; index < 12; index++)
        {
            Service.WriteData([], out var requestId);
            Assert.That(other.Take().RequestID, Is.EqualTo(requestId));
        }

        Assert.That(reported.Wait(HangGuard));
        Assert.That(failure!.Callback, Is.EqualTo("IMbnDeviceServicesEvents 1"));
        Assert.That(failure.Exception.Message, Does.Contain("Completions of more than 2560 bytes"));
        release.Set();
        blocked.Take();
        Service.WriteData([], out _);
        other.Take();
        Assert.That(blocked.Count, Is.Zero);
    }
}
