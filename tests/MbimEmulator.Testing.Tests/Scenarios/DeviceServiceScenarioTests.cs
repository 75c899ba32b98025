using MbimClient.DeviceServices;
using MbimEmulator.Journal;
using MbimProtocol.Services.MobileBroadbandCalls;
using NUnit.Framework.Constraints;

namespace MbimEmulator.Testing.Tests.Scenarios;

public sealed class DeviceServiceScenarioTests
{
    private static readonly Guid Echo = new("5fb1cb60-d8a4-4a3b-9f0a-61f5e6f1c1a7");

    [Test]
    [Scenario("the-17th-session")]
    public Task Sixteen_sessions_open_and_the_next_one_is_refused_until_one_closes() => ScenarioModem.RunAsync("the-17th-session", async modem =>
    {
        List<MbnClient> applications = [];
        List<DataSession> sessions = [];
        for (var i = 0; i < 16; i++)
        {
            applications.Add(await modem.ConnectMbnAsync());
            sessions.Add(await (await OpenServiceAsync(modem, applications[i])).OpenDataSessionAsync());
        }

        applications.Add(await modem.ConnectMbnAsync());
        var seventeenth = await OpenServiceAsync(modem, applications[16]);
        await Assert.ThatAsync(() => seventeenth.OpenDataSessionAsync(), Refused(HResult.TooManySessions, wasAccepted: false));
        await sessions[3].CloseAsync();
        await seventeenth.OpenDataSessionAsync();

        modem.Journal.Verify().Exactly(17, "COMMAND DSS.CONNECT set DssLinkState=activate");
        foreach (var application in applications)
        {
            await application.DisposeAsync();
        }
    });

    [Test]
    [Scenario("access-revoked")]
    public Task Every_call_is_denied_ten_seconds_after_the_session_was_opened() => ScenarioModem.RunAsync("access-revoked", async modem =>
    {
        await using var application = await modem.ConnectMbnAsync();
        var service = await OpenServiceAsync(modem, application);
        var session = await service.OpenDataSessionAsync();
        await session.WriteAsync(new byte[] { 1 });
        await modem.AtAsync(11);
        await Assert.ThatAsync(() => session.WriteAsync(new byte[] { 2 }), Refused(HResult.AccessDenied, wasAccepted: false));
        await Assert.ThatAsync(() => session.CloseAsync(), Refused(HResult.AccessDenied, wasAccepted: false));
        Assert.That((await session.ReadAsync()).ToArray(), Is.EqualTo(new byte[] { 1 }), "what was accepted goes on");
        modem.Journal.Verify().Once("COMMAND DSS.CONNECT set");
    });

    [Test]
    [Scenario("data-session-lost-at-removal")]
    public Task Everything_is_opened_anew_when_the_modem_is_back() => ScenarioModem.RunAsync("data-session-lost-at-removal", async modem =>
    {
        await using var application = await modem.ConnectMbnAsync();
        await using var changes = application.WatchInterfaces().GetAsyncEnumerator();
        var session = await (await OpenServiceAsync(modem, application)).OpenDataSessionAsync();
        for (byte i = 0; i < 10; i++)
        {
            await session.WriteAsync(new[] { i });
        }

        Assert.That(await changes.MoveNextAsync() ? changes.Current.Kind : default, Is.EqualTo(InterfaceChangeKind.Removal));
        await Assert.ThatAsync(() => session.WriteAsync(new byte[] { 11 }), Throws.InstanceOf<MbnException>());
        Assert.That(await changes.MoveNextAsync() ? changes.Current.Kind : default, Is.EqualTo(InterfaceChangeKind.Arrival));
        Assert.That(modem.Elapsed.TotalSeconds, Is.EqualTo(5).Within(1));

        session = await (await OpenServiceAsync(modem, application)).OpenDataSessionAsync();
        await session.WriteAsync(new byte[] { 12 });
        Assert.That((await session.ReadAsync()).ToArray(), Is.EqualTo(new byte[] { 12 }));
        modem.Journal.Verify().Exactly(2, "COMMAND DSS.CONNECT set DssLinkState=activate");
    });

    [Test]
    [Scenario("data-session-lost-at-reset")]
    public Task A_session_that_was_restored_may_be_gone_all_the_same() => ScenarioModem.RunAsync("data-session-lost-at-reset", async modem =>
    {
        await using var application = await modem.ConnectMbnAsync();
        await using var changes = application.WatchInterfaces().GetAsyncEnumerator();
        var service = await OpenServiceAsync(modem, application);
        var session = await service.OpenDataSessionAsync();
        Assert.That(await changes.MoveNextAsync() ? changes.Current.Kind : default, Is.EqualTo(InterfaceChangeKind.SessionsRestored));

        Assert.That(await service.IsDataSessionOpenAsync(), Is.False);
        await Assert.ThatAsync(() => session.WriteAsync(new byte[] { 1 }), Refused(HResult.OpenFailed, wasAccepted: false));
        session = await service.OpenDataSessionAsync();
        await session.WriteAsync(new byte[] { 2 });
        Assert.That((await session.ReadAsync()).ToArray(), Is.EqualTo(new byte[] { 2 }));
        modem.Journal.Verify().InOrder("DSS.CONNECT set Status=success", "DSS.CONNECT set Status=failure", "DSS.CONNECT set Status=success");
    });

    [Test]
    [Scenario("completion-lost")]
    public Task Only_a_timeout_of_its_own_frees_the_application() => ScenarioModem.RunAsync("completion-lost", async modem =>
    {
        await using var application = await modem.ConnectMbnAsync();
        var service = await OpenServiceAsync(modem, application);
        await Assert.ThatAsync(
            () => service.OpenDataSessionAsync().WaitAsync(TimeSpan.FromSeconds(10), modem.Clock), Throws.InstanceOf<TimeoutException>());

        Assert.That(await service.IsDataSessionOpenAsync(), Is.True, "and not opened a second time");
        modem.Journal.Verify().Once("COMMAND_DONE DSS.CONNECT Status=success");
    });

    [Test]
    [Scenario("completion-before-return")]
    public Task A_completion_with_an_id_that_nobody_knows_yet_is_kept() => ScenarioModem.RunAsync("completion-before-return", async modem =>
    {
        await using var application = await modem.ConnectMbnAsync();
        var session = await (await OpenServiceAsync(modem, application)).OpenDataSessionAsync();
        await session.WriteAsync(new byte[] { 1, 2 });

        Assert.That((await session.ReadAsync()).ToArray(), Is.EqualTo(new byte[] { 1, 2 }));
        Assert.That(await modem.Faults.CountAsync("D07"), Is.EqualTo(1));
        modem.Journal.Verify().Once("COMMAND_DONE DSS.CONNECT Status=success");
    });

    [Test]
    [Scenario("session-refused-by-device")]
    public Task The_call_is_accepted_and_the_completion_fails() => ScenarioModem.RunAsync("session-refused-by-device", async modem =>
    {
        await using var application = await modem.ConnectMbnAsync();
        var service = await OpenServiceAsync(modem, application);
        for (var i = 0; i < 3; i++)
        {
            await Assert.ThatAsync(() => service.OpenDataSessionAsync(), Throws.InstanceOf<MbnException>().With.Property(nameof(MbnException.WasAccepted)).True);
            Assert.That(await service.IsDataSessionOpenAsync(), Is.False);
        }

        modem.Journal.Verify().Exactly(3, "COMMAND_DONE DSS.CONNECT Status=failure");
    });

    [Test]
    [Scenario("services-not-yet-known")]
    public Task Who_asks_again_finds_the_services() => ScenarioModem.RunAsync("services-not-yet-known", async modem =>
    {
        await using var application = await modem.ConnectMbnAsync();
        var id = (await application.GetInterfacesAsync())[0].InterfaceId;
        await Assert.ThatAsync(() => application.GetDeviceServicesAsync(id), Refused(HResult.Pending, wasAccepted: false));
        await Assert.ThatAsync(() => application.OpenDeviceServiceAsync(id, Echo), Refused(HResult.Pending, wasAccepted: false));
        await modem.AtAsync(5.5);

        Assert.That((await application.GetDeviceServicesAsync(id)).Select(service => service.DeviceServiceId), Does.Contain(Echo));
        var refused = modem.Journal.Read().Where(entry => entry.Kind == JournalEntryKind.Fault).ToList();
        Assert.That(refused.Select(entry => entry.Rule), Does.Contain("no context yet"));
        Assert.That(refused, Has.All.Property(nameof(JournalEntry.Elapsed)).LessThan(TimeSpan.FromSeconds(5)));
    });

    [Test]
    [Scenario("write-fails-without-coverage")]
    public Task Data_are_lost_while_there_is_no_coverage() => ScenarioModem.RunAsync("write-fails-without-coverage", async modem =>
    {
        await using var application = await modem.ConnectMbnAsync();
        var session = await (await OpenServiceAsync(modem, application)).OpenDataSessionAsync();
        await modem.AtAsync(30);
        await session.WriteAsync(new byte[] { 1 });
        await modem.AtAsync(90);
        await Assert.ThatAsync(() => session.WriteAsync(new byte[] { 2 }), Refused(HResult.MbnFailure, wasAccepted: true));
        await modem.AtAsync(125);
        await session.WriteAsync(new byte[] { 3 });

        Assert.That(await modem.Faults.CountAsync("refused"), Is.EqualTo(1));
        modem.Journal.Verify().Once("COMMAND DSS.CONNECT set DssLinkState=activate");
    });

    private static EqualConstraint<bool> Refused(HResult result, bool wasAccepted) =>
        Throws.InstanceOf<MbnException>().With.Property(nameof(MbnException.Error)).EqualTo(result)
            .And.Property(nameof(MbnException.WasAccepted)).EqualTo(wasAccepted);

    private static Task<DeviceService> OpenServiceAsync(EmulatedModem modem, MbnClient application) =>
        application.OpenDeviceServiceAsync(modem.Group.InterfaceId.ToString("B"), Echo);
}
