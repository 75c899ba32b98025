using MbimClient;
using MbimEmulator.Testing.Tests.Scenarios;
using MbimProtocol.Messages;
using MbimProtocol.Services.AuthService;
using MbimProtocol.Services.BasicConnectService;
using MbimProtocol.Services.MsUiccLowLevelAccessService;

namespace MbimEmulator.Testing.Tests.Examples;

/// <summary>The examples of what crosses between modem and SIM in docs/scenarios.md.</summary>
public sealed class CardExampleTests
{
    [Test]
    [Example("Trigger `apdu`")]
    public Task The_SIM_is_defective_until_it_is_read_again() => ExampleModem.RunAsync(async modem =>
    {
        await using var device = await modem.ConnectAsync();
        await modem.AtAsync(1);
        Assert.That((await device.QueryAsync(BasicConnect.SubscriberReadyStatus)).ReadyState, Is.EqualTo(SubscriberReadyState.BadSim));
        await modem.Group.InvokeAsync(simulated => simulated.Recover());
        await modem.AfterAsync(1);
        Assert.That((await device.QueryAsync(BasicConnect.SubscriberReadyStatus)).ReadyState, Is.EqualTo(SubscriberReadyState.Initialized));
    });

    [Test]
    [Example("Trigger `apduResponse`")]
    public Task OPEN_CHANNEL_fails_after_five_seconds() => ExampleModem.RunAsync(async modem =>
    {
        await using var device = await modem.ConnectAsync();
        await modem.AtAsync(1);
        var open = new SetUiccOpenChannel { AppId = [0xA0, 0x00, 0x00, 0x00, 0x87, 0x10, 0x02], SelectP2Arg = 4 };
        var time = await modem.TimeAsync(() => Assert.ThatAsync(
            () => device.SetAsync(MsUiccLowLevelAccess.OpenChannel, open), Throws.InstanceOf<MbimStatusException>().With.Property(nameof(MbimStatusException.Status)).EqualTo(MbimStatus.Failure)));
        Assert.That(time, Is.EqualTo(5).Within(1e-6));
    });

    [Test]
    [Example("Action `answerApdu`")]
    public Task A_challenge_fails() => ExampleModem.RunAsync(async modem =>
    {
        await using var device = await modem.ConnectAsync();
        await modem.AtAsync(1);
        await Assert.ThatAsync(
            () => device.QueryAsync(Auth.Aka, new AuthAkaQuery { Rand = [.. new byte[16]], Autn = [.. new byte[16]] }),
            Throws.InstanceOf<MbimStatusException>().With.Property(nameof(MbimStatusException.Status)).EqualTo(MbimStatus.Failure));
    });
}
