using MbimEmulator.Profiles;
using MbimProtocol;
using MbimProtocol.Encoding;
using MbimProtocol.Services.BasicConnectService;

namespace MbimEmulator.Tests.Profiles;

public class ModemProfileTests
{
    [Test]
    public void The_default_profile_comes_first() =>
        Assert.That(ModemProfile.Names, Is.EqualTo(new[] { "default", "compliance", "mbim10", "mbn-demo", "modem-log", "no-sim", "sim-pin", "strict" }));

    [TestCaseSource(typeof(ModemProfile), nameof(ModemProfile.Names))]
    public void Every_embedded_profile_loads_under_its_own_name_and_says_what_it_is(string name)
    {
        var profile = ModemProfile.Load(name);
        Assert.That(profile.Name, Is.EqualTo(name));
        Assert.That(ModemProfile.ReadText(name), Does.Contain("description: " + profile.Description));
    }

    [Test]
    public void A_profile_made_in_code_is_the_default_profile() =>
        Assert.That(ModemProfile.Load("default"), Is.EqualTo(new ModemProfile()));

    [Test]
    public void The_default_profile_shows_every_key()
    {
        var text = ModemProfile.ReadText("default");
        var keys = typeof(ModemProfile).Assembly.GetTypes()
            .Where(type => type.Namespace == "MbimEmulator.Modem" && type.Name.EndsWith("Profile", StringComparison.Ordinal) && type.IsPublic)
            .SelectMany(type => type.GetProperties())
            .Where(property => property.SetMethod is { IsPublic: true, IsStatic: false })
            .Select(property => property.Name switch
            {
                "IPv4" => "ipv4",
                "IPv6" => "ipv6",
                var name => char.ToLowerInvariant(name[0]) + name[1..],
            });
        Assert.That(keys.Distinct().Where(key => !text.Contains(key + ":")), Is.Empty);
    }

    [Test]
    public void Sim_pin_wants_pin1_with_three_attempts_and_then_puk1_with_ten()
    {
        var pin1 = ModemProfile.Load("sim-pin").Sim.Pin1;
        Assert.That(pin1, Is.EqualTo(new PinProfile { Enabled = true, Attempts = 3, PukAttempts = 10 }));
    }

    [Test]
    public void Strict_refuses_what_the_default_forgives()
    {
        var profile = ModemProfile.Load("strict");
        Assert.That(profile.Function.AcceptOversize, Is.False);
        Assert.That(profile.Function.ReadMode, Is.EqualTo(MbimReadMode.Strict));
        Assert.That(profile.Choices.ConnectQueryWithoutContext, Is.EqualTo(WithoutContext.ContextNotActivated));
    }

    [Test]
    public void What_a_profile_does_not_say_comes_from_the_one_it_extends()
    {
        var profile = Parse("extends: sim-pin\nsim: { pin1: { pin: '9999' } }");
        Assert.That(profile.Sim.Pin1, Is.EqualTo(new PinProfile { Enabled = true, Pin = "9999" }));
        Assert.That(profile.Identity, Is.EqualTo(new IdentityProfile()));
        Assert.That(profile.Name, Is.EqualTo("mine"));
    }

    [Test]
    public void Every_kind_of_value_is_read()
    {
        var profile = Parse(
            """
            devicePaths: [/dev/a, ./b]
            function: { maxControlMessage: 64, acceptOversize: false, readMode: strict, maxOutstandingCommands: 1, maxExtendedVersion: "3.0", allowMissingDeviceCaps: true }
            capabilities: { dataClass: [lte, fiveGNsa], voiceClass: separatedVoiceData, controlCaps: [] }
            sim: { condition: bad, telephoneNumbers: [], serviceActivated: false, serviceActivationNwError: 33 }
            network: { providers: [{ id: "310410", name: Six digits, kind: forbidden, rssi: 99 }], automaticAttach: false }
            contexts:
              maxSessions: 2
              anyAccessString: false
              accessStrings: [{ name: corp, userName: u, password: p }, { name: barred, nwError: 33 }]
              ipv4: { address: 192.0.2.5, prefixLength: 30, dns: [192.0.2.1, 192.0.2.2], mtu: 1400 }
              ipv6: none
              provisioned: [{ id: 7, type: ims, accessString: ims, compression: enable, authProtocol: chap }]
            maxDssSessions: 0
            deviceServices:
              probing: 2s
              present: false
              services: [{ name: x, uuid: 00112233-4455-6677-8899-aabbccddeeff, cids: [1, 9], deviceToHost: true, maxDssInstances: 2, behaviour: my-own }]
            mobileBroadband:
              access:
                - deny: { users: [mallory, "@owner"], methods: [WriteData, IsDataSessionOpen] }
                - allow: { groups: [dialout], capabilities: [cellularDeviceControl], services: [x] }
                - allow: { services: [00112233-4455-6677-8899-AABBCCDDEEFF] }
                - deny: {}
              sessionScope: object
              commandWithoutSession: accepted
              closeCommandSessionWhenClosed: accepted
              secondOpenCommandSession: refused
              closeDataSessionWhenClosed: accepted
              secondOpenDataSession: accepted
              instanceLimit: completion
              fragmentedAnswers: indications
              maxCommandSize: exclusive
              maxDataSize: exclusive
              pendingOnRemoval: drop
              settleLimit: 2s
              placeWhenIdle: yielded
            timings: { register: 2s, scan: 1m, attach: 0ms, dssConnect: 5ms, jitter: 10 }
            choices: { statisticsWithoutContext: zero }
            """);
        Assert.That(profile, Is.EqualTo(new ModemProfile
        {
            Name = "mine",
            DevicePaths = ["/dev/a", "./b"],
            Function = new() { MaxControlMessage = 64, AcceptOversize = false, ReadMode = MbimReadMode.Strict, MaxOutstandingCommands = 1, MaxExtendedVersion = MbimExVersion.V3, AllowMissingDeviceCaps = true },
            Capabilities = new() { DataClass = DataClass.Lte | DataClass.FiveGNsa, VoiceClass = VoiceClass.SeparatedVoiceData, ControlCaps = ControlCaps.None },
            Sim = new() { Condition = SimCondition.Bad, TelephoneNumbers = [], ServiceActivated = false, ServiceActivationNwError = 33 },
            Network = new() { Providers = [new() { Id = "310410", Name = "Six digits", Kind = ProviderKind.Forbidden, Rssi = 99 }], AutomaticAttach = false },
            Contexts = new()
            {
                MaxSessions = 2,
                AnyAccessString = false,
                AccessStrings = [new() { Name = "corp", UserName = "u", Password = "p" }, new() { Name = "barred", NwError = NwError.RequestedServiceOptionNotSubscribed }],
                IPv4 = new()
                {
                    Address = IPv4Address.Parse("192.0.2.5"),
                    PrefixLength = 30,
                    Dns = [IPv4Address.Parse("192.0.2.1"), IPv4Address.Parse("192.0.2.2")],
                    Mtu = 1400,
                },
                IPv6 = null,
                Provisioned = [new() { Id = 7, Type = "ims", AccessString = "ims", Compression = Compression.Enable, AuthProtocol = AuthProtocol.Chap }],
            },
            MaxDssSessions = 0,
            DeviceServices = new()
            {
                Probing = TimeSpan.FromSeconds(2),
                Present = false,
                Services =
                [
                    new()
                    {
                        Name = "x",
                        Id = new Guid("00112233-4455-6677-8899-aabbccddeeff"),
                        Cids = [1, 9],
                        DeviceToHost = true,
                        MaxDssInstances = 2,
                        Behaviour = new() { Name = "my-own" },
                    },
                ],
            },
            MobileBroadband = new()
            {
                Access = new()
                {
                    Rules =
                    [
                        new() { Allow = false, Users = ["mallory", AccessRule.Owner], Methods = ["WriteData", "IsDataSessionOpen"] },
                        new()
                        {
                            Allow = true,
                            Groups = ["dialout"],
                            Capabilities = ["cellularDeviceControl"],
                            Services = [new Guid("00112233-4455-6677-8899-aabbccddeeff")],
                        },
                        new() { Allow = true, Services = [new Guid("00112233-4455-6677-8899-aabbccddeeff")] },
                        new() { Allow = false },
                    ],
                },
                SessionScope = SessionScope.Object,
                CommandWithoutSession = CornerCase.Accepted,
                CloseCommandSessionWhenClosed = CornerCase.Accepted,
                SecondOpenCommandSession = CornerCase.Refused,
                CloseDataSessionWhenClosed = CornerCase.Accepted,
                SecondOpenDataSession = CornerCase.Accepted,
                InstanceLimit = InstanceLimit.Completion,
                FragmentedAnswers = FragmentedAnswers.Indications,
                MaxCommandSize = SizeLimit.Exclusive,
                MaxDataSize = SizeLimit.Exclusive,
                PendingOnRemoval = PendingOnRemoval.Drop,
                SettleLimit = TimeSpan.FromSeconds(2),
                PlaceWhenIdle = PlaceWhenIdle.Yielded,
            },
            Timings = new() { Register = TimeSpan.FromSeconds(2), Scan = TimeSpan.FromMinutes(1), Attach = TimeSpan.Zero, DssConnect = TimeSpan.FromMilliseconds(5), Jitter = 10 },
            Choices = new() { StatisticsWithoutContext = WithoutContext.Answered },
        }));
    }

    [TestCase("sim:\n  conditon: absent", 2, 3, "sim: unknown key 'conditon'; expected one of condition,", "Did you mean 'condition'?")]
    [TestCase("nam: x", 1, 1, "profile: unknown key 'nam'", "Did you mean 'name'?")]
    [TestCase("sim:\n  condition: abscent", 2, 14, "sim.condition: 'abscent'; expected one of present, absent, bad", "Did you mean 'absent'?")]
    [TestCase("extends: defualt", 1, 10, "extends: 'defualt'; expected one of default,", "Did you mean 'default'?")]
    [TestCase("sim: yes", 1, 6, "sim: 'yes'; expected keys with values", "")]
    [TestCase("devicePaths: /dev/x", 1, 14, "devicePaths: '/dev/x'; expected a list", "")]
    [TestCase("devicePaths: [[x]]", 1, 15, "devicePaths[0]: a list; expected a text", "")]
    [TestCase("function: { maxControlMessage: 63 }", 1, 32, "function.maxControlMessage: '63'; expected a number from 64 to 65535", "")]
    [TestCase("function: { acceptOversize: yes }", 1, 29, "'yes'; expected true or false", "")]
    [TestCase("timings: { scan: 5 }", 1, 18, "timings.scan: '5'; expected a time", "such as 250ms")]
    [TestCase("timings: { scan: 25h }", 1, 18, "'25h'; expected a time", "")]
    [TestCase("timings: { scan: 2000m }", 1, 18, "'2000m'; expected a time of up to a day", "")]
    [TestCase("sim: { subscriberId: 00101x }", 1, 22, "sim.subscriberId: '00101x'; expected 6 to 15 digits", "")]
    [TestCase("sim: { pin1: { pin: 123 } }", 1, 21, "sim.pin1.pin: '123'; expected 4 to 8 digits", "")]
    [TestCase("sim: { pin2: { enabled: true } }", 1, 16, "sim.pin2: unknown key 'enabled'", "")]
    [TestCase("identity: { firmwareInfo: '1234567890123456789012345678901' }", 1, 27, "31 characters; expected at most 30", "")]
    [TestCase("network: { home: { id: '1', name: x } }", 1, 24, "network.home.id: '1'; expected 5 to 6 digits", "")]
    [TestCase("network: { home: { name: x } }", 1, 18, "network.home: 'id' is missing", "")]
    [TestCase("network:\n  providers:\n  - { id: '00101', name: a }\n  - { id: '00101', name: b }", 4, 5, "provider 00101 twice", "")]
    [TestCase("signal: { rssi: 32 }", 1, 17, "'32'; expected 0 to 31, or 99 for unknown", "")]
    [TestCase("sar: { mode: host }", 1, 14, "sar.mode: 'host'; expected one of device, os", "")]
    [TestCase("sar: { hysteresis: 6 }", 1, 20, "sar.hysteresis: '6'; expected a number from 1 to 5", "")]
    [TestCase("sar: { antennas: [] }", 1, 18, "sar.antennas: 0 antennas; expected 1 to 16", "")]
    [TestCase("sar: { antennas: [{ index: 4294967295 }] }", 1, 28, "sar.antennas[0].index: '4294967295'; expected a number from 0 to 4294967294", "")]
    [TestCase("sar: { antennas: [{ backoff: 1 }] }", 1, 19, "sar.antennas[0]: 'index' is missing", "")]
    [TestCase("sar: { antennas: [{ index: 1 }, { index: 1 }] }", 1, 33, "antenna 1 twice; expected each antenna only once", "")]
    [TestCase("sar: { antennas: [{ index: 1, backoff: 16 }] }", 1, 18, "antenna 1 with back-off 16; expected a back-off up to maxBackoffIndex, 15", "")]
    [TestCase("sar: { wify: integrated }", 1, 8, "sar: unknown key 'wify'; expected one of mode, backoff, wifi,", "Did you mean 'wifi'?")]
    [TestCase("nitz: { zone: '+14:15' }", 1, 15, "nitz.zone: '+14:15'; expected -12:00 to +14:00 in steps of 15 minutes, such as +01:00, or none", "")]
    [TestCase("nitz: { daylightSaving: 30 }", 1, 25, "nitz.daylightSaving: '30'; expected 0, 60 or 120 (minutes), or none", "")]
    [TestCase("hostShutdown: { preparation: 5 }", 1, 30, "hostShutdown.preparation: '5'; expected a time", "")]
    [TestCase("identity: { firmwareId: 5 }", 1, 25, "identity.firmwareId: '5'; expected a UUID", "")]
    [TestCase("contexts: { types: [internt] }", 1, 21, "contexts.types[0]: 'internt'", "Did you mean 'internet'?")]
    [TestCase("contexts: { ipv4: { address: 10.0.0, prefixLength: 24 } }", 1, 30, "'10.0.0'; expected an IPv4 address", "")]
    [TestCase("contexts: { ipv4: { address: '::1', prefixLength: 24 } }", 1, 30, "'::1'; expected an IPv4 address", "")]
    [TestCase("contexts: { ipv6: { address: 10.0.0.1, prefixLength: 24 } }", 1, 30, "'10.0.0.1'; expected an IPv6 address", "")]
    [TestCase("contexts: { maxSessions: 4, ipv4: { address: 10.0.0.1, prefixLength: 30 } }", 1, 35, "4 sessions starting at 10.0.0.1/30 exceed the prefix", "")]
    [TestCase("deviceServices: [{ name: x }]", 1, 17, "deviceServices: a list; expected 'services:' above the list", "deviceServices: { services: [ {...} ] }")]
    [TestCase("deviceServices: { sevices: [] }", 1, 19, "deviceServices: unknown key 'sevices'; expected one of probing, present, services", "Did you mean 'services'?")]
    [TestCase("deviceServices: { services: [{ name: x, uuid: 5 }] }", 1, 47, "deviceServices.services[0].uuid: '5'; expected a UUID", "")]
    [TestCase("deviceServices: { services: [{ name: x, uuid: a289cc33-bcbb-8b4f-b6b0-133ec2aae6df }] }", 1, 47, "a UUID that another service has", "")]
    [TestCase("deviceServices: { services: [{ name: x, uuid: 00112233-4455-6677-8899-aabbccddeeff, cids: [3, 3] }] }", 1, 95, "3 twice", "")]
    [TestCase("services: { without: [AUHT.*] }", 1, 23, "services.without[0]: 'AUHT.*'; expected a service or one of its CIDs, such as AUTH.* or AUTH.AKA", "Did you mean 'AUTH.*'?")]
    [TestCase("services: { without: [AUTH] }", 1, 23, "services.without[0]: 'AUTH'; expected a service or one of its CIDs", "Did you mean 'AUTH.*'?")]
    [TestCase("services: { only: [BASIC_CONNECT.CONECT] }", 1, 20, "services.only[0]: 'BASIC_CONNECT.CONECT'; expected a service or one of its CIDs", "Did you mean 'BASIC_CONNECT.CONNECT'?")]
    [TestCase("services: { only: AUTH.* }", 1, 19, "services.only: 'AUTH.*'; expected a list", "")]
    [TestCase("mobileBroadband: { sesionScope: client }", 1, 20, "mobileBroadband: unknown key 'sesionScope'; expected one of access, sessionScope,", "Did you mean 'sessionScope'?")]
    [TestCase("mobileBroadband: { sessionScope: clients }", 1, 34, "mobileBroadband.sessionScope: 'clients'; expected one of client, object, service", "Did you mean 'client'?")]
    [TestCase("mobileBroadband: { secondOpenDataSession: yes }", 1, 43, "'yes'; expected one of refused, accepted", "")]
    [TestCase("mobileBroadband: { access: deny }", 1, 28, "mobileBroadband.access: 'deny'; expected a list", "")]
    [TestCase("mobileBroadband: { access: [{}] }", 1, 29, "mobileBroadband.access[0]: neither 'allow' nor 'deny'; expected only one of them", "")]
    [TestCase("mobileBroadband: { access: [{ allow: {}, deny: {} }] }", 1, 29, "both 'allow' and 'deny'; expected only one of them", "")]
    [TestCase("mobileBroadband: { access: [{ alow: {} }] }", 1, 31, "unknown key 'alow'; expected one of allow, deny", "Did you mean 'allow'?")]
    [TestCase("mobileBroadband: { access: [{ deny: { user: [x] } }] }", 1, 39, "access[0].deny: unknown key 'user'; expected one of users,", "Did you mean 'users'?")]
    [TestCase("mobileBroadband: { access: [{ deny: { users: x } }] }", 1, 46, "access[0].deny.users: 'x'; expected a list", "")]
    [TestCase("mobileBroadband: { access: [{ allow: { groups: [] } }] }", 1, 48, "an empty list; expected at least one name", "")]
    [TestCase("mobileBroadband: { access: [{ allow: { methods: [] } }] }", 1, 49, "an empty list; expected at least one name", "")]
    [TestCase("mobileBroadband: { access: [{ allow: { methods: [writeData] } }] }", 1, 50, "'writeData'; expected one of QuerySupportedCommands,", "Did you mean 'WriteData'?")]
    [TestCase("mobileBroadband: { access: [{ allow: { methods: [GetDeviceService] } }] }", 1, 50, "'GetDeviceService'; expected one of QuerySupportedCommands,", "")]
    [TestCase("mobileBroadband: { access: [{ allow: { services: [ecko] } }] }", 1, 51, "services[0]: 'ecko'; expected one of echo, or its UUID", "Did you mean 'echo'?")]
    [TestCase("mobileBroadband: { access: [{ deny: { services: [00112233-4455-6677-8899-aabbccddeeff] } }] }", 1, 50, "expected one of echo, or its UUID", "")]
    [TestCase("a: &x 1\nname: *x", 1, 4, "anchors are not supported", "")]
    [TestCase("name: *x", 1, 7, "aliases are not supported", "")]
    [TestCase("name: !!str x", 1, 7, "tags are not supported", "")]
    [TestCase("name: x\nname: y", 2, 1, "this is not valid YAML", "")]
    [TestCase("name: [\n", 1, 8, "this is not valid YAML", "")]
    [TestCase("name: a\n---\nname: b", 1, 1, "2 YAML documents; expected one", "")]
    [TestCase("", 1, 1, "0 YAML documents; expected one", "")]
    [TestCase("- a", 1, 1, "profile: a list; expected keys with values", "")]
    [TestCase("a: [[[[[[[[[[[[[[[[[[[[", 1, 17, "nested too deeply", "")]
    public void A_mistake_is_named_with_its_place_and_what_was_expected(string text, int line, int column, string found, string hint)
    {
        var error = Assert.Throws<ModemProfileException>(() => Parse(text))!;
        Assert.That(error.Message, Does.Contain(found).And.Contain(hint));
        Assert.That((error.File, error.Line, error.Column), Is.EqualTo(("mine.yaml", (long)line, (long)column)), error.Message);
        Assert.That(error.Message, Does.StartWith($"mine.yaml({line},{column}): "));
    }

    [Test]
    public void A_name_that_is_neither_profile_nor_file_is_said_with_the_nearest_profile()
    {
        var error = Assert.Throws<ModemProfileException>(() => ModemProfile.Load("sim-pni"))!;
        Assert.That(error.Message, Is.EqualTo(
            "sim-pni: there is neither a profile with this name nor a file; expected a YAML file or one of default, compliance, mbim10, mbn-demo, modem-log, no-sim, sim-pin, strict. Did you mean 'sim-pin'?"));
    }

    [Test]
    public void A_file_is_read_and_a_directory_is_not()
    {
        var directory = Directory.CreateTempSubdirectory().FullName;
        try
        {
            var file = Path.Combine(directory, "mine.yaml");
            File.WriteAllText(file, "sim: { condition: absent }");
            Assert.That(ModemProfile.Load(file).Sim.Condition, Is.EqualTo(SimCondition.Absent));
            Assert.That(() => ModemProfile.Load(directory), Throws.TypeOf<ModemProfileException>().With.Message.Contains("cannot be read"));
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    [Test]
    public void A_file_without_end_is_refused() =>
        Assert.That(
            () => ProfileLoader.Load(OperatingSystem.IsLinux() ? "/dev/zero" : throw new IgnoreException("needs /dev/zero")),
            Throws.TypeOf<ModemProfileException>().With.Message.Contains("expected a regular file"));

    [TestCase("2.0")]
    [TestCase("3.0")]
    public void A_newer_version_is_offered_only_by_who_knows_what_is_missing(string version)
    {
        const string Without = "services: { without: [MS_BASIC_CONNECT_EXTENSIONS.DEVICE_CAPS] }";
        var error = Assert.Throws<ModemProfileException>(() => Parse($"extends: default\nfunction: {{ maxExtendedVersion: \"{version}\" }}\n{Without}"))!;
        Assert.That(error.Message, Does.StartWith("mine.yaml(2,").And.Contain("allowMissingDeviceCaps: true").And.Contain("ModemManager").And.Contain("DEVICE_CAPS"));
        var profile = Parse($"extends: default\nfunction: {{ maxExtendedVersion: \"{version}\", allowMissingDeviceCaps: true }}\n{Without}");
        Assert.That(profile.Function.MaxExtendedVersion, Is.EqualTo(version == "2.0" ? MbimExVersion.V2 : MbimExVersion.V3));
        Assert.That(() => Parse($"extends: default\nfunction: {{ maxExtendedVersion: \"1.0\" }}\n{Without}"), Throws.Nothing);
        Assert.That(() => Parse($"extends: default\nfunction: {{ maxExtendedVersion: \"{version}\" }}"), Throws.Nothing);
    }

    private static ModemProfile Parse(string text) => ProfileLoader.Parse("mine.yaml", text);
}
