using MbimClient.Mbn;
using MbimProtocol.Services.MobileBroadbandCalls;

namespace MbnConformance.Tests;

/// <content>What the members of IMbnDeviceService say in each state, and its properties.</content>
public sealed partial class ConformanceTests
{
    [Test]
    [Conformance(Service + "OpenDataSession", HResult.TooManySessions)]
    public async Task OpenDataSession_finds_all_places_of_the_service_taken()
    {
        _application.WithDataSession(Profiles.Single);
        await using var other = await ApplicationAsync(Profiles.Usual);
        var service = other.Service(Profiles.Single);
        Observe(() => service.OpenDataSession(out _));
    }

    [Test]
    [Conformance(Service + "OpenDataSession", HResult.NotSupported)]
    public void OpenDataSession_of_a_service_without_streams_is_not_supported()
    {
        var service = _application.Service(Profiles.Commands);
        Observe(() => service.OpenDataSession(out _));
    }

    [Test]
    [Conformance(Service + "CloseDataSession", HResult.OpenFailed)]
    public void CloseDataSession_without_one_is_an_open_failure()
    {
        var service = _application.Service(Profiles.Echo);
        Observe(() => service.CloseDataSession(out _));
    }

    [Test]
    [Conformance(Service + "CloseCommandSession", HResult.OpenFailed)]
    public void CloseCommandSession_without_one_is_an_open_failure()
    {
        var service = _application.Service(Profiles.Echo);
        Observe(() => service.CloseCommandSession(out _));
    }

    [Test]
    [Conformance(Service + "SetCommand", HResult.OpenFailed)]
    public void SetCommand_without_a_command_session_is_an_open_failure()
    {
        var service = _application.Service(Profiles.Echo);
        Observe(() => service.SetCommand(1, Data, out _));
    }

    [Test]
    [Conformance(Service + "SetCommand", HResult.BufferOverflow)]
    public void SetCommand_of_more_than_MaxCommandSize_is_a_buffer_overflow()
    {
        var service = _application.WithCommandSession(Profiles.Echo);
        var data = new byte[_application.Context.MaxCommandSize + 1];
        Observe(() => service.SetCommand(1, data, out _));
    }

    [Test]
    [Conformance(Service + "QueryCommand", HResult.OpenFailed)]
    public void QueryCommand_without_a_command_session_is_an_open_failure()
    {
        var service = _application.Service(Profiles.Echo);
        Observe(() => service.QueryCommand(1, Data, out _));
    }

    [Test]
    [Conformance(Service + "QueryCommand", HResult.BufferOverflow)]
    public void QueryCommand_of_more_than_MaxCommandSize_is_a_buffer_overflow()
    {
        var service = _application.WithCommandSession(Profiles.Echo);
        var data = new byte[_application.Context.MaxCommandSize + 1];
        Observe(() => service.QueryCommand(1, data, out _));
    }

    [Test]
    [Conformance(Service + "WriteData", HResult.OpenFailed)]
    public void WriteData_without_a_data_session_is_an_open_failure()
    {
        var service = _application.Service(Profiles.Echo);
        Observe(() => service.WriteData(Data, out _));
    }

    [Test]
    [Conformance(Service + "WriteData", HResult.BufferOverflow)]
    public void WriteData_of_more_than_MaxDataSize_is_a_buffer_overflow()
    {
        var service = _application.WithDataSession(Profiles.Echo);
        var data = new byte[_application.Context.MaxDataSize + 1];
        Observe(() => service.WriteData(data, out _));
    }

    [Test]
    [Conformance(Service + "WriteData", HResult.NotSupported)]
    public void WriteData_to_a_service_that_cannot_be_written_to_is_not_supported()
    {
        var service = _application.WithDataSession(Profiles.ReadOnly);
        Observe(() => service.WriteData(Data, out _));
    }

    [Test]
    [Conformance(Service + "OpenDataSession", HResult.Disconnected)]
    public async Task OpenDataSession_finds_the_service_lost()
    {
        var service = _application.Service(Profiles.Echo);
        await _application.DisposeAsync();
        Observe(() => service.OpenDataSession(out _));
    }

    [Test]
    [Conformance(Service + "InterfaceID", HResult.Ok)]
    public void InterfaceID_is_told()
    {
        var service = _application.Service(Profiles.Echo);
        Observe(() => _ = service.InterfaceID);
    }

    [Test]
    [Conformance(Service + "InterfaceID", HResult.AccessDenied)]
    public void InterfaceID_is_denied_by_a_policy()
    {
        var service = _application.Service(Profiles.Locked);
        Observe(() => _ = service.InterfaceID);
    }

    [Test]
    [Conformance(Service + "DeviceServiceID", HResult.Ok)]
    public void DeviceServiceID_is_told()
    {
        var service = _application.Service(Profiles.Echo);
        Observe(() => _ = service.DeviceServiceID);
    }

    [Test]
    [Conformance(Service + "DeviceServiceID", HResult.AccessDenied)]
    public void DeviceServiceID_is_denied_by_a_policy()
    {
        var service = _application.Service(Profiles.Locked);
        Observe(() => _ = service.DeviceServiceID);
    }

    [Test]
    [Conformance(Service + "IsCommandSessionOpen", HResult.Ok)]
    public void IsCommandSessionOpen_is_told()
    {
        var service = _application.Service(Profiles.Echo);
        Observe(() => _ = service.IsCommandSessionOpen);
    }

    [Test]
    [Conformance(Service + "IsCommandSessionOpen", HResult.AccessDenied)]
    public void IsCommandSessionOpen_is_denied_by_a_policy()
    {
        var service = _application.Service(Profiles.Locked);
        Observe(() => _ = service.IsCommandSessionOpen);
    }

    [Test]
    [Conformance(Service + "IsDataSessionOpen", HResult.Ok)]
    public void IsDataSessionOpen_is_told()
    {
        var service = _application.Service(Profiles.Echo);
        Observe(() => _ = service.IsDataSessionOpen);
    }

    [Test]
    [Conformance(Service + "IsDataSessionOpen", HResult.AccessDenied)]
    public void IsDataSessionOpen_is_denied_by_a_policy()
    {
        var service = _application.Service(Profiles.Locked);
        Observe(() => _ = service.IsDataSessionOpen);
    }

    private static void Release(IMbnDeviceService service) => ((IDisposable)service).Dispose();

    private async Task WhileAsync(string begin, string end, Action observe)
    {
        await OrderAsync(begin);
        try
        {
            observe();
        }
        finally
        {
            await OrderAsync(end);
            await PresentAsync();
        }
    }

    // The interface is back when its services can be had.
    private async Task PresentAsync()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (Application.CodeOf(() => _application.Context.EnumerateDeviceServices()) != HResult.Ok)
        {
            Assert.That(limit.IsCancellationRequested, Is.False, "the modem did not come back");
            await Task.Yield();
        }
    }
}
