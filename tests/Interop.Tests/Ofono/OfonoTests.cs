using MbimEmulator.Interop.Tests.Support;

namespace MbimEmulator.Interop.Tests.Ofono;

public sealed class OfonoTests
{
    [Test]
    public async Task Ofono_powers_registers_connects_dual_stack_and_goes_back()
    {
        await using var emulator = await Emulator.StartWithPtyAsync();
        await using var host = await OfonoHost.StartAsync(emulator);
        await PowerAsync(host, "Powered", "true");
        await host.WaitForAsync("", "Modem", "'Powered': <true>", "'Serial': <'490154203237518'>", "org.ofono.SimManager");
        await host.WaitForAsync("", "SimManager", "'Present': <true>", "'SubscriberIdentity': <'001010123456789'>", "'PinRequired': <'none'>");

        await PowerAsync(host, "Online", "true");
        await host.WaitForAsync("", "NetworkRegistration", "'Status': <'registered'>", "'Name': <'Emulated Home'>", "'Technology': <'lte'>", "'Strength': <byte");
        await host.WaitForAsync("", "ConnectionManager", "'Attached': <true>", "'Powered': <true>");

        await ContextAsync(host, "AccessPointName", "'internet'");
        await ContextAsync(host, "Protocol", "'dual'");
        await ContextAsync(host, "Active", "true");
        await host.WaitForAsync(
            "/context1",
            "ConnectionContext",
            "'Active': <true>",
            "'Interface': <'wwan0'>, 'Method': <'static'>, 'Address': <'10.64.0.2'>, 'Netmask': <'255.255.255.0'>, 'Gateway': <'10.64.0.1'>, 'DomainNameServers': <['10.64.0.1']>",
            "'Address': <'2001:db8:64::2'>, 'PrefixLength': <byte 0x40>, 'Gateway': <'2001:db8:64::1'>, 'DomainNameServers': <['2001:db8:64::1']>");

        await ContextAsync(host, "Active", "false");
        await host.WaitForAsync("/context1", "ConnectionContext", "'Active': <false>", "'Settings': <@a{sv} {}>", "'IPv6.Settings': <@a{sv} {}>");
        await PowerAsync(host, "Online", "false");
        await PowerAsync(host, "Powered", "false");
        await host.WaitForAsync("", "Modem", "'Online': <false>", "'Powered': <false>");
    }

    [Test]
    public async Task Ofono_enters_the_pin_after_a_wrong_one()
    {
        await using var emulator = await Emulator.StartWithPtyAsync("--profile", "sim-pin");
        await using var host = await OfonoHost.StartAsync(emulator);
        await PowerAsync(host, "Powered", "true");
        await host.WaitForAsync("", "SimManager", "'PinRequired': <'pin'>", "'LockedPins': <['pin']>", "'Retries': <{'pin': byte 0x03}>");

        var wrong = await host.CallAsync("", "SimManager.EnterPin", "pin", "0000");
        Assert.That(wrong.ExitCode, Is.Not.Zero, wrong.ToString());
        await host.WaitForAsync("", "SimManager", "'PinRequired': <'pin'>", "'Retries': <{'pin': byte 0x02}>");
        await host.ExpectAsync("", "SimManager.EnterPin", "pin", "1234");
        await host.WaitForAsync("", "SimManager", "'PinRequired': <'none'>", "'SubscriberIdentity': <'001010123456789'>");

        await PowerAsync(host, "Online", "true");
        await host.WaitForAsync("", "NetworkRegistration", "'Status': <'registered'>");
    }

    [Test]
    public async Task Ofono_sees_the_sim_go_and_come_back()
    {
        using var folder = new TemporaryFolder();
        var control = folder.File("ctl");
        await using var emulator = await Emulator.StartWithPtyAsync("--control", control);
        await using var host = await OfonoHost.StartAsync(emulator);
        await PowerAsync(host, "Powered", "true");
        await PowerAsync(host, "Online", "true");
        await host.WaitForAsync("", "NetworkRegistration", "'Status': <'registered'>");

        await CtlAsync(emulator, control, "eject-sim");
        await host.WaitForAsync("", "SimManager", "'Present': <false>");
        await CtlAsync(emulator, control, "insert-sim");
        await host.WaitForAsync("", "SimManager", "'Present': <true>", "'SubscriberIdentity': <'001010123456789'>");
    }

    [Test]
    public async Task Ofono_sees_the_modem_go_away_and_uses_the_next_one()
    {
        var gone = await Emulator.StartWithPtyAsync();
        await using var host = await OfonoHost.StartAsync(gone);
        await PowerAsync(host, "Powered", "true");
        await PowerAsync(host, "Online", "true");
        await host.WaitForAsync("", "NetworkRegistration", "'Status': <'registered'>");

        await using var emulator = await gone.KillAndRestartAsync();
        await host.WaitForAsync("", "Modem", "'Online': <false>", "'Powered': <false>");
        await PowerAsync(host, "Powered", "true");
        await PowerAsync(host, "Online", "true");
        await host.WaitForAsync("", "NetworkRegistration", "'Status': <'registered'>");
    }

    private static Task PowerAsync(OfonoHost host, string property, string value) => host.ExpectAsync("", "Modem.SetProperty", property, $"<{value}>");

    private static Task ContextAsync(OfonoHost host, string property, string value) =>
        host.ExpectAsync("/context1", "ConnectionContext.SetProperty", property, $"<{value}>");

    private static async Task CtlAsync(Emulator emulator, string control, string command)
    {
        var result = await emulator.RunAsync("dotnet", Emulator.Tool, "ctl", "--control", control, command);
        Assert.That(result.ExitCode, Is.Zero, $"{result}{emulator.Output}");
    }
}
