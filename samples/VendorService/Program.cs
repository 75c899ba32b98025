using MbimEmulator.Tool;
using VendorService;

TemperatureModule.Add();
return await EmulatorTool.RunAsync(args);
