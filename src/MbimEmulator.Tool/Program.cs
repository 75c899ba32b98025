using MbimEmulator.Tool;

return await EmulatorTool.RunAsync(args).ConfigureAwait(false);
