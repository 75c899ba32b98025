namespace MbimProtocol.Services.BasicConnectService;

/// <summary>The UUIDs of MBIM_CONTEXT_TYPES (MBIM 1.0, 10.5.12) and of Microsoft's additions.</summary>
public static class ContextTypes
{
    public static readonly Guid None = new("b43f758c-a560-4b46-b35e-c5869641fb54");
    public static readonly Guid Internet = new("7e5e2a7e-4e6f-7272-736b-656e7e5e2a7e");
    public static readonly Guid Vpn = new("9b9f7bbe-8952-44b7-83ac-ca41318df7a0");
    public static readonly Guid Voice = new("88918294-0ef4-4396-8cca-a8588fbc02b2");
    public static readonly Guid VideoShare = new("05a2a716-7c34-4b4d-9a91-c5ef0c7aaacc");
    public static readonly Guid Purchase = new("b3272496-ac6c-422b-a8c0-acf687a27217");
    public static readonly Guid Ims = new("21610d01-3074-4bce-9425-b53a07d697d6");
    public static readonly Guid Mms = new("46726664-7269-6bc6-9624-d1d35389aca9");
    public static readonly Guid Local = new("a57a9afc-b09f-45d7-bb40-033c39f60db9");
    public static readonly Guid Admin = new("5f7e4c2e-e80b-40a9-a239-f0abcfd11f4b");
    public static readonly Guid App = new("74d88a3d-dfbd-4799-9a8c-7310a37bb2ee");
    public static readonly Guid Xcap = new("50d378a7-baa5-4a50-b872-3fe5bb463411");
    public static readonly Guid Tethering = new("5e4e0601-48dc-4e2b-acb8-08b4016bbaac");
    public static readonly Guid EmergencyCalling = new("5f41adb8-204e-4d31-9da8-b3c970e360f2");
}
