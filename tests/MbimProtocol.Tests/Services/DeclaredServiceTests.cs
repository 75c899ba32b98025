using MbimProtocol.Encoding;
using MbimProtocol.Host;
using MbimProtocol.Services;
using MbimProtocol.Services.AtdsService;
using MbimProtocol.Services.AuthService;
using MbimProtocol.Services.BasicConnectService;
using MbimProtocol.Services.DssService;
using MbimProtocol.Services.IntelFirmwareUpdateService;
using MbimProtocol.Services.IntelThermalRfService;
using MbimProtocol.Services.MobileBroadbandCalls;
using MbimProtocol.Services.MsBasicConnectExtensionsService;
using MbimProtocol.Services.MsFirmwareIdService;
using MbimProtocol.Services.MsHostShutdownService;
using MbimProtocol.Services.MsSarService;
using MbimProtocol.Services.MsUiccLowLevelAccessService;
using MbimProtocol.Services.MsVoiceExtensionsService;
using MbimProtocol.Services.MulticarrierService;
using MbimProtocol.Services.ProxyControlService;
using MbimProtocol.Services.SmsService;

namespace MbimProtocol.Tests.Services;

/// <summary>The lists that are generated from the declarations, each against what it must say.</summary>
public sealed class DeclaredServiceTests
{
    private static readonly Guid Ussd = new("e550a0c8-5e82-479e-82f7-10abf4c3351f");
    private static readonly Guid Phonebook = new("4bf38476-1e6a-41db-b1d8-bed289c25bdb");
    private static readonly Guid Stk = new("d8f20131-fcb5-4e17-8602-d6ed3816164c");

    [Test]
    public void The_spoken_services_are_those_with_declared_buffers_in_their_order() => Assert.That(
        MbimServices.All.Select(service => service.Id),
        Is.EqualTo(new[] { BasicConnect.Id, Auth.Id, Dss.Id, ProxyControl.Id, MsBasicConnectExtensions.Id, Atds.Id, IntelFirmwareUpdate.Id, IntelThermalRf.Id, MsFirmwareId.Id, MsHostShutdown.Id, MsSar.Id, MsUiccLowLevelAccess.Id, MsVoiceExtensions.Id, MobileBroadband.Id, Multicarrier.Id }));

    [Test]
    public void Mbim_1_0_defines_seven_services() => Assert.That(
        MbimServices.Known.Where(service => service.IsStandard).Select(service => service.Id),
        Is.EqualTo(new[] { BasicConnect.Id, Sms.Id, Ussd, Phonebook, Stk, Auth.Id, Dss.Id }));

    [Test]
    public void Applications_do_not_find_what_windows_and_connection_managers_use_themselves() => Assert.That(
        MbimServices.Known.Where(service => service.IsHidden).Select(service => service.Id),
        Is.EquivalentTo(new[] { BasicConnect.Id, Sms.Id, Ussd, Auth.Id, Dss.Id, MsBasicConnectExtensions.Id, Atds.Id, IntelFirmwareUpdate.Id, IntelThermalRf.Id, MsFirmwareId.Id, MsHostShutdown.Id, MsSar.Id, MsUiccLowLevelAccess.Id, MsVoiceExtensions.Id, Multicarrier.Id }));

    [Test]
    public void The_standard_subscription_is_the_one_of_mbim_proxy() => Assert.That(SubscriptionMerge.Standard.Events, Is.EqualTo((MbimArray<EventEntry>)
    [
        new EventEntry { DeviceServiceId = BasicConnect.Id, Cids = [2, 3, 7, 9, 10, 11, 12, 13, 15, 22, 24] },
        new EventEntry { DeviceServiceId = Sms.Id, Cids = [1, 2, 5] },
        new EventEntry { DeviceServiceId = Ussd, Cids = [1] },
        new EventEntry { DeviceServiceId = Phonebook, Cids = [1] },
        new EventEntry { DeviceServiceId = Stk, Cids = [1] },
    ]));

    [Test]
    public void Every_notification_of_basic_connect_tells_a_state() => Assert.That(
        Enumerable.Range(0, 30).Select(cid => BasicConnect.Service.NotificationOf((uint)cid)),
        Is.EqualTo(Enumerable.Range(0, 30).Select(cid => new NotificationDeclaration((uint)cid, NotificationKind.State, cid is 12 or 15 ? 0 : null))));

    [Test]
    public void A_service_that_is_only_known_has_notifications_but_no_buffers()
    {
        Assert.That(Sms.Service.IsSpoken, Is.False);
        Assert.That(MbimServices.Find(Sms.Id), Is.Null);
        Assert.That(MbimServices.Find(Sms.Id, (uint)SmsCid.Read), Is.Null);
        Assert.That(MbimServices.FindKnown(Sms.Id), Is.SameAs(Sms.Service));
        Assert.That(Sms.Service.Notifications.Select(notification => notification.Cid), Is.EqualTo(new uint[] { 1, 2, 5 }));
        Assert.That(Sms.Service.NotificationOf(2), Is.EqualTo(new NotificationDeclaration(2, NotificationKind.Event)));
    }

    [Test]
    public void All_of_them_have_a_name_and_so_have_their_cids()
    {
        Assert.That(MbimServices.Known, Has.Count.EqualTo(28));
        Assert.That(MbimServices.Known.SelectMany(service => service.Undeclared, (service, cid) => $"{service.Name} {cid.Name}").Distinct().Count(), Is.EqualTo(30));
        Assert.That(MbimServices.NameOf(new Guid("c2f6588e-f037-4bc9-8665-f4d44bd09367")), Is.EqualTo("MS UICC Low Level Access"));
        Assert.That(MbimServices.NameOf(new Guid("c2f6588e-f037-4bc9-8665-f4d44bd09367"), 4), Is.EqualTo("APDU"));
        Assert.That(MbimServices.NameOf(MsBasicConnectExtensions.Id, 7), Is.EqualTo("DEVICE_SLOT_MAPPINGS"));
        Assert.That(MbimServices.NameOf(MsBasicConnectExtensions.Id, 15), Is.EqualTo("VERSION"));
        Assert.That(MbimServices.NameOf(MsBasicConnectExtensions.Id, 99), Is.Null);
        Assert.That(MbimServices.NameOf(Guid.Empty), Is.Null);
        Assert.That(MbimServices.NameOf(Guid.Empty, 1), Is.Null);
    }

    [Test]
    public void A_name_of_one_word_follows_from_the_name_unless_the_declaration_says_another()
    {
        Assert.That(Dss.Service.Identifier, Is.EqualTo("DSS"));
        Assert.That(MsBasicConnectExtensions.Service.Identifier, Is.EqualTo("MS_BASIC_CONNECT_EXTENSIONS"));
    }

    [Test]
    public void Nothing_is_registered_once_the_list_was_read()
    {
        Assert.That(MbimServices.All, Is.Not.Empty);
        Assert.That(
            () => MbimServices.Register(new MbimService(Guid.NewGuid(), "Late", [])),
            Throws.InvalidOperationException.With.Message.Contain("at the start of the program"));
    }

    [Test]
    public void A_uuid_and_a_name_belong_to_one_service()
    {
        Assert.That(() => ServiceRegistry.RequireFree(new MbimService(BasicConnect.Id, "Mine", []), []), Throws.ArgumentException.With.Message.Contain("same UUID"));
        Assert.That(() => ServiceRegistry.RequireFree(new MbimService(Guid.NewGuid(), "basic connect", []), []), Throws.ArgumentException.With.Message.Contain("basic connect"));
        var own = new MbimService(Guid.NewGuid(), "Mine", []);
        Assert.That(() => ServiceRegistry.RequireFree(new MbimService(own.Id, "Other", []), [own]), Throws.ArgumentException);
    }

    [Test]
    public void A_registered_service_stands_in_for_one_that_is_only_known()
    {
        var sms = new MbimService(Sms.Id, "SMS", [BasicConnect.RadioState]) { Order = 2 };
        Assert.That(() => ServiceRegistry.RequireFree(sms, []), Throws.Nothing);
        var registry = new ServiceRegistry([sms, new MbimService(Guid.NewGuid(), "Another", [])]);
        Assert.That(ServiceRegistry.Find([sms], Sms.Id), Is.SameAs(sms));
        Assert.That(ServiceRegistry.Find([], Sms.Id), Is.SameAs(Sms.Service));
        Assert.That(registry.Known, Has.All.Matches<MbimService>(service => service.Name == "Another" || ServiceRegistry.Find([sms], service.Id) == service));
        Assert.That(registry.Spoken.Take(2).Select(service => service.Name), Is.EqualTo(new[] { "Basic Connect", "SMS" }));
        Assert.That(registry.Known.Select(service => service.Name).Where(name => name is "Another" or "Mobile Broadband"), Is.EqualTo(new[] { "Another", "Mobile Broadband" }));
    }
}
