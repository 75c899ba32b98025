using MbimProtocol.Services.MobileBroadbandCalls;

namespace MbnConformance.Tests;

/// <content>The manager, the context, and the events.</content>
public sealed partial class ConformanceTests
{
    [Test]
    [Conformance(Manager + "GetDeviceServicesContext", HResult.Ok)]
    public void GetDeviceServicesContext_of_an_interface_is_given()
    {
        var id = _application.InterfaceID;
        Observe(() => _application.Manager.GetDeviceServicesContext(id));
    }

    [Test]
    [Conformance(Manager + "GetDeviceServicesContext", HResult.NotFound)]
    public void GetDeviceServicesContext_of_another_interface_is_not_found()
    {
        Observe(() => _application.Manager.GetDeviceServicesContext("{00000000-0000-0000-0000-000000000001}"));
    }

    [Test]
    [Conformance(Manager + "GetDeviceServicesContext", HResult.InvalidArgument)]
    public void GetDeviceServicesContext_of_what_is_no_GUID_is_an_invalid_argument()
    {
        Observe(() => _application.Manager.GetDeviceServicesContext("modem"));
    }

    [Test]
    [Conformance(Context + "EnumerateDeviceServices", HResult.Ok)]
    public void EnumerateDeviceServices_lists_them()
    {
        var context = _application.Context;
        Observe(() => Assert.That(context.EnumerateDeviceServices(), Has.Length.EqualTo(5)));
    }

    [Test]
    [Conformance(Context + "EnumerateDeviceServices", HResult.NotSupported)]
    public async Task EnumerateDeviceServices_of_a_modem_without_any_is_not_supported()
    {
        await UseAsync(Profiles.None);
        var context = _application.Context;
        Observe(() => context.EnumerateDeviceServices());
    }

    [Test]
    [Conformance(Context + "EnumerateDeviceServices", HResult.Pending)]
    public async Task EnumerateDeviceServices_while_they_are_discovered_is_pending()
    {
        await UseAsync(Profiles.Probing);
        var context = _application.Context;
        Observe(() => context.EnumerateDeviceServices());
    }

    [Test]
    [Conformance(Context + "EnumerateDeviceServices", HResult.NotFound)]
    public async Task EnumerateDeviceServices_finds_the_modem_gone()
    {
        var context = _application.Context;
        await WhileAsync("remove", "insert", () => Observe(() => context.EnumerateDeviceServices()));
    }

    [Test]
    [Conformance(Context + "GetDeviceService", HResult.Ok)]
    public void GetDeviceService_is_given()
    {
        var context = _application.Context;
        Observe(() => context.GetDeviceService(Profiles.Echo.ToString("B")));
    }

    [Test]
    [Conformance(Context + "GetDeviceService", HResult.NotFound)]
    public void GetDeviceService_that_the_modem_lacks_is_not_found()
    {
        var context = _application.Context;
        Observe(() => context.GetDeviceService("{00000000-0000-0000-0000-000000000001}"));
    }

    [Test]
    [Conformance(Context + "GetDeviceService", HResult.InvalidArgument)]
    public void GetDeviceService_of_what_is_no_GUID_is_an_invalid_argument()
    {
        var context = _application.Context;
        Observe(() => context.GetDeviceService("echo"));
    }

    [Test]
    [Conformance(Context + "GetDeviceService", HResult.Pending)]
    public async Task GetDeviceService_while_they_are_discovered_is_pending()
    {
        await UseAsync(Profiles.Probing);
        var context = _application.Context;
        Observe(() => context.GetDeviceService(Profiles.Echo.ToString("B")));
    }

    [Test]
    [Conformance(Context + "MaxCommandSize", HResult.Ok)]
    public void MaxCommandSize_is_told()
    {
        var context = _application.Context;
        Observe(() => Assert.That(context.MaxCommandSize, Is.EqualTo(4096u)));
    }

    [Test]
    [Conformance(Context + "MaxDataSize", HResult.Ok)]
    public void MaxDataSize_is_told()
    {
        var context = _application.Context;
        Observe(() => Assert.That(context.MaxDataSize, Is.EqualTo(16356u)));
    }

    [Test]
    [Conformance(nameof(Application.OnQuerySupportedCommandsComplete), HResult.Ok)]
    public void OnQuerySupportedCommandsComplete_tells_success() =>
        Observe("OnQuerySupportedCommandsComplete", _application.Service(Profiles.Echo), service => service.QuerySupportedCommands(out _));

    [Test]
    [Conformance(nameof(Application.OnOpenCommandSessionComplete), HResult.Ok)]
    public void OnOpenCommandSessionComplete_tells_success() =>
        Observe("OnOpenCommandSessionComplete", _application.Service(Profiles.Echo), service => service.OpenCommandSession(out _));

    [Test]
    [Conformance(nameof(Application.OnCloseCommandSessionComplete), HResult.Ok)]
    public void OnCloseCommandSessionComplete_tells_success() =>
        Observe("OnCloseCommandSessionComplete", _application.WithCommandSession(Profiles.Echo), service => service.CloseCommandSession(out _));

    [Test]
    [Conformance(nameof(Application.OnSetCommandComplete), HResult.Ok)]
    public void OnSetCommandComplete_tells_success() =>
        Observe("OnSetCommandComplete", _application.WithCommandSession(Profiles.Echo), service => service.SetCommand(1, Data, out _));

    [Test]
    [Conformance(nameof(Application.OnQueryCommandComplete), HResult.Ok)]
    public void OnQueryCommandComplete_tells_success() =>
        Observe("OnQueryCommandComplete", _application.WithCommandSession(Profiles.Echo), service => service.QueryCommand(1, Data, out _));

    [Test]
    [Conformance(nameof(Application.OnOpenDataSessionComplete), HResult.Ok)]
    public void OnOpenDataSessionComplete_tells_success() =>
        Observe("OnOpenDataSessionComplete", _application.Service(Profiles.Echo), service => service.OpenDataSession(out _));

    [Test]
    [Conformance(nameof(Application.OnCloseDataSessionComplete), HResult.Ok)]
    public void OnCloseDataSessionComplete_tells_success() =>
        Observe("OnCloseDataSessionComplete", _application.WithDataSession(Profiles.Echo), service => service.CloseDataSession(out _));

    [Test]
    [Conformance(nameof(Application.OnWriteDataComplete), HResult.Ok)]
    public void OnWriteDataComplete_tells_success() =>
        Observe("OnWriteDataComplete", _application.WithDataSession(Profiles.Echo), service => service.WriteData(Data, out _));

    [Test]
    [Conformance(nameof(Application.OnSetCommandComplete), HResult.MbnFailure)]
    public void OnSetCommandComplete_tells_what_the_modem_answered() =>
        Observe("OnSetCommandComplete", _application.WithCommandSession(Profiles.Commands), service => service.SetCommand(2, Data, out _));

    [Test]
    [Conformance(nameof(Application.OnSetCommandComplete), HResult.NotSupported)]
    public void OnSetCommandComplete_tells_that_the_service_has_no_such_command() =>
        Observe("OnSetCommandComplete", _application.WithCommandSession(Profiles.Echo), service => service.SetCommand(9, Data, out _));

    [Test]
    [Conformance(nameof(Application.OnSetCommandComplete), HResult.MbnFailure)]
    public async Task OnSetCommandComplete_tells_that_the_modem_was_reset_before_it_answered()
    {
        var service = _application.WithCommandSession(Profiles.Commands);
        service.SetCommand(4, Data, out _);
        await OrderAsync("reset");
        Observe(_application.Expect("OnSetCommandComplete").Status);
        await PresentAsync();
    }

    [Test]
    [Conformance(nameof(Application.OnSetCommandComplete), HResult.NotReady)]
    public async Task OnSetCommandComplete_tells_that_the_host_went_to_sleep()
    {
        var service = _application.WithCommandSession(Profiles.Commands);
        service.SetCommand(4, Data, out _);
        await WhileAsync("sleep", "resume", () => Observe(_application.Expect("OnSetCommandComplete").Status));
    }

    [Test]
    [Conformance(nameof(Application.OnQueryCommandComplete), HResult.MbnFailure)]
    public void OnQueryCommandComplete_tells_what_the_modem_answered() =>
        Observe("OnQueryCommandComplete", _application.WithCommandSession(Profiles.Commands), service => service.QueryCommand(2, Data, out _));

    [Test]
    [Conformance(nameof(Application.OnQueryCommandComplete), HResult.NotSupported)]
    public void OnQueryCommandComplete_tells_that_the_service_has_no_such_command() =>
        Observe("OnQueryCommandComplete", _application.WithCommandSession(Profiles.Echo), service => service.QueryCommand(9, Data, out _));

    [Test]
    [Conformance(nameof(Application.OnQueryCommandComplete), HResult.MbnFailure)]
    public async Task OnQueryCommandComplete_tells_that_the_modem_was_reset_before_it_answered()
    {
        var service = _application.WithCommandSession(Profiles.Commands);
        service.QueryCommand(4, Data, out _);
        await OrderAsync("reset");
        Observe(_application.Expect("OnQueryCommandComplete").Status);
        await PresentAsync();
    }

    [Test]
    [Conformance(nameof(Application.OnQueryCommandComplete), HResult.NotReady)]
    public async Task OnQueryCommandComplete_tells_that_the_host_went_to_sleep()
    {
        var service = _application.WithCommandSession(Profiles.Commands);
        service.QueryCommand(4, Data, out _);
        await WhileAsync("sleep", "resume", () => Observe(_application.Expect("OnQueryCommandComplete").Status));
    }

    [Test]
    [Conformance(nameof(Application.OnOpenDataSessionComplete), HResult.MbnFailure)]
    public async Task OnOpenDataSessionComplete_tells_that_the_modem_was_removed()
    {
        await UseAsync(Profiles.Slow);
        _application.Service(Profiles.Echo).OpenDataSession(out _);
        var emulator = await EmulatorAsync(Profiles.Slow);
        await emulator.OrderAsync("remove");
        Observe(_application.Expect("OnOpenDataSessionComplete").Status);
        await emulator.OrderAsync("insert");
    }

    [Test]
    [Conformance(nameof(Application.OnOpenDataSessionComplete), HResult.MbnFailure, Means = Means.Option)]
    public async Task OnOpenDataSessionComplete_tells_that_the_modem_has_no_place()
    {
        await UseAsync(Profiles.CountsItself);
        _application.WithDataSession(Profiles.Single);
        await using var other = await ApplicationAsync(Profiles.CountsItself);
        other.Service(Profiles.Single).OpenDataSession(out _);
        Observe(other.Expect("OnOpenDataSessionComplete").Status);
    }

    [Test]
    [Conformance(nameof(Application.OnReadData), HResult.Ok)]
    public void OnReadData_brings_what_the_device_service_sends()
    {
        _application.WithDataSession(Profiles.Echo).WriteData(Data, out _);
        Assert.That(_application.Expect("OnReadData").Data, Is.EqualTo(Data));
        Observe(HResult.Ok);
    }

    [Test]
    [Conformance(nameof(Application.OnEventNotification), HResult.Ok)]
    public void OnEventNotification_brings_what_the_device_service_notifies()
    {
        _application.WithCommandSession(Profiles.Commands).QueryCommand(1, Data, out _);
        Assert.That(_application.Expect("OnEventNotification").Data, Is.EqualTo(new byte[] { 10, 11 }));
        Observe(HResult.Ok);
    }

    [Test]
    [Conformance(nameof(Application.OnInterfaceStateChange), HResult.Ok)]
    public async Task OnInterfaceStateChange_tells_REMOVAL_when_the_modem_is_pulled_out_and_ARRIVAL_when_it_is_back()
    {
        await OrderAsync("remove");
        Assert.That(_application.Expect("OnInterfaceStateChange").Data, Is.EqualTo(new byte[] { 1 }));
        await OrderAsync("insert");
        Assert.That(_application.Expect("OnInterfaceStateChange").Data, Is.EqualTo(new byte[] { 0 }));
        Observe(HResult.Ok);
        await PresentAsync();
    }

    [Test]
    [Conformance(nameof(Application.OnSessionsStateChange), HResult.Ok)]
    public async Task OnSessionsStateChange_tells_RESTORED_after_a_reset()
    {
        _application.WithDataSession(Profiles.Echo);
        await OrderAsync("reset");
        Assert.That(_application.Expect("OnSessionsStateChange").Data, Is.EqualTo(new byte[] { 0 }));
        Observe(HResult.Ok);
    }

    [Test]
    [Conformance(nameof(Application.OnSessionsStateChange), HResult.Ok)]
    public async Task OnSessionsStateChange_tells_RESTORED_after_sleep()
    {
        _application.WithDataSession(Profiles.Echo);
        await OrderAsync("sleep");
        await OrderAsync("resume");
        Assert.That(_application.Expect("OnSessionsStateChange").Data, Is.EqualTo(new byte[] { 0 }));
        Observe(HResult.Ok);
    }
}
