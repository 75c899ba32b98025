using MbimProtocol.Services.MobileBroadbandCalls;

namespace MbnConformance.Tests;

/// <content>The members of IMbnDeviceService.</content>
public sealed partial class ConformanceTests
{
    private static readonly byte[] Data = [1, 2, 3];

    [Test]
    [Conformance(Service + "QuerySupportedCommands", HResult.Ok)]
    public void QuerySupportedCommands_is_accepted()
    {
        var service = _application.Service(Profiles.Echo);
        Observe(() => service.QuerySupportedCommands(out _));
    }

    [Test]
    [Conformance(Service + "QuerySupportedCommands", HResult.AccessDenied)]
    public void QuerySupportedCommands_is_denied_by_a_policy()
    {
        var service = _application.Service(Profiles.Locked);
        Observe(() => service.QuerySupportedCommands(out _));
    }

    [Test]
    [Conformance(Service + "QuerySupportedCommands", HResult.NotFound)]
    public async Task QuerySupportedCommands_finds_the_modem_gone()
    {
        var service = _application.Service(Profiles.Echo);
        await WhileAsync("remove", "insert", () => Observe(() => service.QuerySupportedCommands(out _)));
    }

    [Test]
    [Conformance(Service + "QuerySupportedCommands", HResult.NotReady)]
    public async Task QuerySupportedCommands_finds_the_host_asleep()
    {
        var service = _application.Service(Profiles.Echo);
        await WhileAsync("sleep", "resume", () => Observe(() => service.QuerySupportedCommands(out _)));
    }

    [Test]
    [Conformance(Service + "QuerySupportedCommands", HResult.InvalidArgument)]
    public void QuerySupportedCommands_of_a_released_object_is_an_invalid_argument()
    {
        var service = _application.Service(Profiles.Echo);
        Release(service);
        Observe(() => service.QuerySupportedCommands(out _));
    }

    [Test]
    [Conformance(Service + "OpenCommandSession", HResult.Ok)]
    public void OpenCommandSession_is_accepted()
    {
        var service = _application.Service(Profiles.Echo);
        Observe(() => service.OpenCommandSession(out _));
    }

    [Test]
    [Conformance(Service + "OpenCommandSession", HResult.AccessDenied)]
    public void OpenCommandSession_is_denied_by_a_policy()
    {
        var service = _application.Service(Profiles.Locked);
        Observe(() => service.OpenCommandSession(out _));
    }

    [Test]
    [Conformance(Service + "OpenCommandSession", HResult.NotFound)]
    public async Task OpenCommandSession_finds_the_modem_gone()
    {
        var service = _application.Service(Profiles.Echo);
        await WhileAsync("remove", "insert", () => Observe(() => service.OpenCommandSession(out _)));
    }

    [Test]
    [Conformance(Service + "OpenCommandSession", HResult.NotReady)]
    public async Task OpenCommandSession_finds_the_host_asleep()
    {
        var service = _application.Service(Profiles.Echo);
        await WhileAsync("sleep", "resume", () => Observe(() => service.OpenCommandSession(out _)));
    }

    [Test]
    [Conformance(Service + "OpenCommandSession", HResult.InvalidArgument)]
    public void OpenCommandSession_of_a_released_object_is_an_invalid_argument()
    {
        var service = _application.Service(Profiles.Echo);
        Release(service);
        Observe(() => service.OpenCommandSession(out _));
    }

    [Test]
    [Conformance(Service + "CloseCommandSession", HResult.Ok)]
    public void CloseCommandSession_is_accepted()
    {
        var service = _application.WithCommandSession(Profiles.Echo);
        Observe(() => service.CloseCommandSession(out _));
    }

    [Test]
    [Conformance(Service + "CloseCommandSession", HResult.AccessDenied)]
    public void CloseCommandSession_is_denied_by_a_policy()
    {
        var service = _application.Service(Profiles.Locked);
        Observe(() => service.CloseCommandSession(out _));
    }

    [Test]
    [Conformance(Service + "CloseCommandSession", HResult.NotFound)]
    public async Task CloseCommandSession_finds_the_modem_gone()
    {
        var service = _application.Service(Profiles.Echo);
        await WhileAsync("remove", "insert", () => Observe(() => service.CloseCommandSession(out _)));
    }

    [Test]
    [Conformance(Service + "CloseCommandSession", HResult.NotReady)]
    public async Task CloseCommandSession_finds_the_host_asleep()
    {
        var service = _application.Service(Profiles.Echo);
        await WhileAsync("sleep", "resume", () => Observe(() => service.CloseCommandSession(out _)));
    }

    [Test]
    [Conformance(Service + "CloseCommandSession", HResult.InvalidArgument)]
    public void CloseCommandSession_of_a_released_object_is_an_invalid_argument()
    {
        var service = _application.Service(Profiles.Echo);
        Release(service);
        Observe(() => service.CloseCommandSession(out _));
    }

    [Test]
    [Conformance(Service + "SetCommand", HResult.Ok)]
    public void SetCommand_is_accepted()
    {
        var service = _application.WithCommandSession(Profiles.Echo);
        Observe(() => service.SetCommand(1, [1], out _));
    }

    [Test]
    [Conformance(Service + "SetCommand", HResult.AccessDenied)]
    public void SetCommand_is_denied_by_a_policy()
    {
        var service = _application.Service(Profiles.Locked);
        Observe(() => service.SetCommand(1, [1], out _));
    }

    [Test]
    [Conformance(Service + "SetCommand", HResult.NotFound)]
    public async Task SetCommand_finds_the_modem_gone()
    {
        var service = _application.Service(Profiles.Echo);
        await WhileAsync("remove", "insert", () => Observe(() => service.SetCommand(1, [1], out _)));
    }

    [Test]
    [Conformance(Service + "SetCommand", HResult.NotReady)]
    public async Task SetCommand_finds_the_host_asleep()
    {
        var service = _application.Service(Profiles.Echo);
        await WhileAsync("sleep", "resume", () => Observe(() => service.SetCommand(1, [1], out _)));
    }

    [Test]
    [Conformance(Service + "SetCommand", HResult.InvalidArgument)]
    public void SetCommand_of_a_released_object_is_an_invalid_argument()
    {
        var service = _application.Service(Profiles.Echo);
        Release(service);
        Observe(() => service.SetCommand(1, [1], out _));
    }

    [Test]
    [Conformance(Service + "QueryCommand", HResult.Ok)]
    public void QueryCommand_is_accepted()
    {
        var service = _application.WithCommandSession(Profiles.Echo);
        Observe(() => service.QueryCommand(1, [1], out _));
    }

    [Test]
    [Conformance(Service + "QueryCommand", HResult.AccessDenied)]
    public void QueryCommand_is_denied_by_a_policy()
    {
        var service = _application.Service(Profiles.Locked);
        Observe(() => service.QueryCommand(1, [1], out _));
    }

    [Test]
    [Conformance(Service + "QueryCommand", HResult.NotFound)]
    public async Task QueryCommand_finds_the_modem_gone()
    {
        var service = _application.Service(Profiles.Echo);
        await WhileAsync("remove", "insert", () => Observe(() => service.QueryCommand(1, [1], out _)));
    }

    [Test]
    [Conformance(Service + "QueryCommand", HResult.NotReady)]
    public async Task QueryCommand_finds_the_host_asleep()
    {
        var service = _application.Service(Profiles.Echo);
        await WhileAsync("sleep", "resume", () => Observe(() => service.QueryCommand(1, [1], out _)));
    }

    [Test]
    [Conformance(Service + "QueryCommand", HResult.InvalidArgument)]
    public void QueryCommand_of_a_released_object_is_an_invalid_argument()
    {
        var service = _application.Service(Profiles.Echo);
        Release(service);
        Observe(() => service.QueryCommand(1, [1], out _));
    }

    [Test]
    [Conformance(Service + "OpenDataSession", HResult.Ok)]
    public void OpenDataSession_is_accepted()
    {
        var service = _application.Service(Profiles.Echo);
        Observe(() => service.OpenDataSession(out _));
    }

    [Test]
    [Conformance(Service + "OpenDataSession", HResult.AccessDenied)]
    public void OpenDataSession_is_denied_by_a_policy()
    {
        var service = _application.Service(Profiles.Locked);
        Observe(() => service.OpenDataSession(out _));
    }

    [Test]
    [Conformance(Service + "OpenDataSession", HResult.NotFound)]
    public async Task OpenDataSession_finds_the_modem_gone()
    {
        var service = _application.Service(Profiles.Echo);
        await WhileAsync("remove", "insert", () => Observe(() => service.OpenDataSession(out _)));
    }

    [Test]
    [Conformance(Service + "OpenDataSession", HResult.NotReady)]
    public async Task OpenDataSession_finds_the_host_asleep()
    {
        var service = _application.Service(Profiles.Echo);
        await WhileAsync("sleep", "resume", () => Observe(() => service.OpenDataSession(out _)));
    }

    [Test]
    [Conformance(Service + "OpenDataSession", HResult.InvalidArgument)]
    public void OpenDataSession_of_a_released_object_is_an_invalid_argument()
    {
        var service = _application.Service(Profiles.Echo);
        Release(service);
        Observe(() => service.OpenDataSession(out _));
    }

    [Test]
    [Conformance(Service + "CloseDataSession", HResult.Ok)]
    public void CloseDataSession_is_accepted()
    {
        var service = _application.WithDataSession(Profiles.Echo);
        Observe(() => service.CloseDataSession(out _));
    }

    [Test]
    [Conformance(Service + "CloseDataSession", HResult.AccessDenied)]
    public void CloseDataSession_is_denied_by_a_policy()
    {
        var service = _application.Service(Profiles.Locked);
        Observe(() => service.CloseDataSession(out _));
    }

    [Test]
    [Conformance(Service + "CloseDataSession", HResult.NotFound)]
    public async Task CloseDataSession_finds_the_modem_gone()
    {
        var service = _application.Service(Profiles.Echo);
        await WhileAsync("remove", "insert", () => Observe(() => service.CloseDataSession(out _)));
    }

    [Test]
    [Conformance(Service + "CloseDataSession", HResult.NotReady)]
    public async Task CloseDataSession_finds_the_host_asleep()
    {
        var service = _application.Service(Profiles.Echo);
        await WhileAsync("sleep", "resume", () => Observe(() => service.CloseDataSession(out _)));
    }

    [Test]
    [Conformance(Service + "CloseDataSession", HResult.InvalidArgument)]
    public void CloseDataSession_of_a_released_object_is_an_invalid_argument()
    {
        var service = _application.Service(Profiles.Echo);
        Release(service);
        Observe(() => service.CloseDataSession(out _));
    }

    [Test]
    [Conformance(Service + "WriteData", HResult.Ok)]
    public void WriteData_is_accepted()
    {
        var service = _application.WithDataSession(Profiles.Echo);
        Observe(() => service.WriteData([1], out _));
    }

    [Test]
    [Conformance(Service + "WriteData", HResult.AccessDenied)]
    public void WriteData_is_denied_by_a_policy()
    {
        var service = _application.Service(Profiles.Locked);
        Observe(() => service.WriteData([1], out _));
    }

    [Test]
    [Conformance(Service + "WriteData", HResult.NotFound)]
    public async Task WriteData_finds_the_modem_gone()
    {
        var service = _application.Service(Profiles.Echo);
        await WhileAsync("remove", "insert", () => Observe(() => service.WriteData([1], out _)));
    }

    [Test]
    [Conformance(Service + "WriteData", HResult.NotReady)]
    public async Task WriteData_finds_the_host_asleep()
    {
        var service = _application.Service(Profiles.Echo);
        await WhileAsync("sleep", "resume", () => Observe(() => service.WriteData([1], out _)));
    }

    [Test]
    [Conformance(Service + "WriteData", HResult.InvalidArgument)]
    public void WriteData_of_a_released_object_is_an_invalid_argument()
    {
        var service = _application.Service(Profiles.Echo);
        Release(service);
        Observe(() => service.WriteData([1], out _));
    }
}
