namespace MbimEmulator.Hosting.Endpoints.Usb;

/// <summary>Requests as <see cref="UsbSetup.Code"/>: bmRequestType and bRequest (USB 2.0, 9.4; USB CDC 1.2, 6.2; USB NCM 1.0, 6.2; MBIM 1.0, 8.1).</summary>
internal static class UsbCodes
{
    public const int GetDeviceStatus = 0x8000;
    public const int GetInterfaceStatus = 0x8100;
    public const int GetEndpointStatus = 0x8200;
    public const int ClearEndpointFeature = 0x0201;
    public const int SetEndpointFeature = 0x0203;
    public const int SetAddress = 0x0005;
    public const int GetDescriptor = 0x8006;
    public const int GetConfiguration = 0x8008;
    public const int SetConfiguration = 0x0009;
    public const int GetInterface = 0x810A;
    public const int SetInterface = 0x010B;

    public const int SendEncapsulatedCommand = 0x2100;
    public const int GetEncapsulatedResponse = 0xA101;
    public const int ResetFunction = 0x2105;
    public const int GetNtbParameters = 0xA180;
    public const int GetNtbFormat = 0xA183;
    public const int SetNtbFormat = 0x2184;
    public const int GetNtbInputSize = 0xA185;
    public const int SetNtbInputSize = 0x2186;
}
