export const id = 36;
export const ids = [36];
export const modules = {

/***/ 71036:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   hosting: () => (/* binding */ hosting)
/* harmony export */ });
/* harmony import */ var _aws_sdk_client_amplify__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(42747);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(87627);


/** Amplify Hosting. Environments of builds may hold secrets: what was not asked for by name never leaves this file. */
function hosting({ further }, memo, prefix) {
    const client = further('amplify', (config) => new _aws_sdk_client_amplify__WEBPACK_IMPORTED_MODULE_1__/* .AmplifyClient */ .SEA(config));
    const app = (appId) => memo.once(`app ${appId}`, () => (0,_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .readFact */ .ni)('amplify:GetApp', `${prefix}apps/${appId}`, async () => {
        const { app: found } = await client.send(new _aws_sdk_client_amplify__WEBPACK_IMPORTED_MODULE_1__/* .GetAppCommand */ .vw$({ appId }));
        return found?.environmentVariables ?? {};
    }));
    return {
        async variables(appId, branchName, names) {
            const ofBranch = (0,_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .readFact */ .ni)('amplify:GetBranch', `${prefix}apps/${appId}/branches/${branchName}`, async () => {
                const { branch } = await client.send(new _aws_sdk_client_amplify__WEBPACK_IMPORTED_MODULE_1__/* .GetBranchCommand */ .QJU({ appId, branchName }));
                return branch?.environmentVariables ?? {};
            });
            const [whole, own] = await Promise.all([app(appId), ofBranch]);
            if (own.state !== 'known')
                return own;
            if (whole.state !== 'known')
                return whole;
            // Source: Amplify Hosting User Guide, "Setting environment variables": a branch overrides what all branches have.
            const merged = { ...whole.value, ...own.value };
            const kept = names.flatMap((name) => (Object.hasOwn(merged, name) ? [[name, merged[name] ?? '']] : []));
            return { state: 'known', value: Object.fromEntries(kept) };
        },
    };
}


/***/ })

};
