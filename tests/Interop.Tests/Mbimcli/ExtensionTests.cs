namespace MbimEmulator.Interop.Tests.Mbimcli;

/// <summary>What mbimcli can do with CIDs of MS Basic Connect Extensions.</summary>
[TestFixture(MbimcliVersions.Installed, Routes.Pty)]
[TestFixture(MbimcliVersions.Installed, Routes.Proxy)]
[TestFixture(MbimcliVersions.Sid, Routes.Pty)]
[TestFixture(MbimcliVersions.Sid, Routes.Proxy)]
public sealed class ExtensionTests(string version, string route) : MbimcliFixture(version, route)
{
    protected override string Profile => """
        extends: default
        name: extensions
        configuration: { carriers: [{ provider: "00101", name: Home configuration }] }
        fiveG: { micoMode: default, drxCycle: 64, ladnInfo: requested, defaultPduActivationHint: likely }
        lteAttach:
          factory:
            - { provider: "00101", roaming: home, accessString: lte, ipType: ipv4v6, userName: u, password: p, authProtocol: chap, compression: enable, source: device }
            - { provider: "00101", roaming: partner, accessString: lte.partner, ipType: ipv4 }
          accessString: given
        contexts:
          pco: [{ accessString: ims, data: 80ff000401020304, type: partial }]
        """;

    [Test]
    public async Task Reads_the_contexts_of_the_LTE_attach_and_its_bearer()
    {
        await ExpectPlainAsync(Configuration("lte"), "--ms-query-lte-attach-configuration");
        await ExpectPlainAsync(Bearer("lte"), "--ms-query-lte-attach-info");
    }

    [Test]
    public async Task Sets_the_contexts_of_the_LTE_attach_and_restores_them()
    {
        if (Version != MbimcliVersions.Sid)
        {
            Assert.Ignore("mbimcli sets them since 1.30");
        }

        const string Keys = "ip-type=ipv4v6,roaming-control=home,source=device,access-string=own,username=u,password=p,compression=enable,auth=chap";
        const string Others = "ip-type=ipv4,roaming-control=partner,source=modem,access-string=lte.partner/ip-type=default,roaming-control=non-partner,source=modem";
        var two = await Emulator.MbimcliAsync(Route, $"--ms-set-lte-attach-configuration=default,{Keys}/ip-type=ipv4,roaming-control=partner,source=modem");
        Assert.That(two.ToString(), Does.Contain("InvalidParameters"), "not exactly three");
        await ExpectPlainAsync(Configuration("own"), $"--ms-set-lte-attach-configuration=default,{Keys}/{Others}");
        await Emulator.MbimcliUntilAsync("own", Route, "--ms-query-lte-attach-info");
        await ExpectPlainAsync(Bearer("own"), "--ms-query-lte-attach-info");
        await ExpectPlainAsync(Configuration("lte"), "--ms-set-lte-attach-configuration=restore-factory");
    }

    [Test]
    public async Task Reads_the_protocol_configuration_options_of_a_session()
    {
        await ExpectPlainAsync("Session ID: 0 PCO data type: complete PCO data size: 0", "--ms-query-pco");
        var connect = await Emulator.MbimcliAsync(Route, "--no-close", "--connect=session-id=2,access-string=ims,ip-type=ipv4");
        Assert.That(connect.ExitCode, Is.Zero, connect.ToString());
        await ExpectPlainAsync("Session ID: 2 PCO data type: partial PCO data size: 8 PCO data: 80 FF 00 04 01 02 03 04", "--no-open=100", "--no-close", "--ms-query-pco=2");
    }

    [Test]
    public async Task Reads_and_sets_the_parameters_of_registrations_and_reads_the_configuration()
    {
        await ExpectPlainAsync("Status: completed Name: Home configuration", "--device-open-ms-mbimex-v3", "--ms-query-modem-configuration");
        await ExpectPlainAsync(Parameters("default", "64", "requested", "likely", "no"), "--device-open-ms-mbimex-v3", "--ms-query-registration-parameters");
        const string Set = "mico-mode=enabled,drx-cycle=256,ladn-info=not-needed,default-pdu-activation-hint=unlikely,re-register-if-needed=yes";
        await ExpectPlainAsync(Parameters("enabled", "256", "not-needed", "unlikely", "yes"), "--device-open-ms-mbimex-v3", $"--ms-set-registration-parameters={Set}");
        await ExpectPlainAsync(Parameters("enabled", "256", "not-needed", "unlikely", "yes"), "--device-open-ms-mbimex-v3", "--ms-query-registration-parameters");
    }

    private static string Parameters(string mico, string drx, string ladn, string hint, string again) =>
        $"MICO mode: {mico} DRX cycle: {drx} LADN information: {ladn} Default PDU activation: {hint} Re-register if needed: {again}";

    private static string Configuration(string home) =>
        $"Configuration 0: IP type: ipv4v6 Roaming: home Source: device Access string: {home} Username: u Password: p Compression: enable Auth protocol: chap "
        + "Configuration 1: IP type: ipv4 Roaming: partner Source: modem Access string: lte.partner Username: n/a Password: n/a Compression: none Auth protocol: none "
        + "Configuration 2: IP type: default Roaming: non-partner Source: modem Access string: n/a Username: n/a Password: n/a Compression: none Auth protocol: none";

    private static string Bearer(string accessString) =>
        $"Attach state: attached IP type: ipv4v6 Access string: {accessString} Username: u Password: p Compression: enable Auth protocol: chap";

    // The versions put their values differently.
    private static string Plain(string output) =>
        output.Replace("''", "n/a", StringComparison.Ordinal).Replace("'", "", StringComparison.Ordinal);

    private async Task ExpectPlainAsync(string text, params string[] arguments) => Assert.That(Plain(await ShowAsync(arguments)), Does.Contain(text));
}
